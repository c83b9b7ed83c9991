package dev.assay.cluster.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.assay.cluster.EnvironmentException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** The container engine. Whatever goes wrong with it comes as an {@link IOException}. */
public final class Engine implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private final DockerClient client;

  private Engine(DockerClient client) {
    this.client = client;
  }

  /**
   * The engine that {@code DOCKER_HOST} names, or the usual one of this machine.
   *
   * @throws EnvironmentException when none answers; says what to do
   */
  public static Engine open() throws IOException {
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    Engine engine =
        new Engine(
            DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                    .dockerHost(config.getDockerHost())
                    .sslConfig(config.getSSLConfig())
                    .connectionTimeout(CONNECT_LIMIT)
                    .build()));
    try {
      engine.ask(client -> client.pingCmd().exec());
      return engine;
    } catch (IOException e) {
      engine.close();
      throw new EnvironmentException(
          "no container engine answers at "
              + config.getDockerHost()
              + ": install Docker (the package is called docker.io), start its daemon (dockerd),"
              + " and see that docker info works for this user",
          e);
    }
  }

  /** A request; blocks until it is answered. */
  <T> T ask(Function<DockerClient, T> request) throws IOException {
    try {
      return request.apply(client);
    } catch (RuntimeException e) {
      // The library's own exceptions have no type in common but this one.
      throw new IOException("the container engine: " + e.getMessage(), e);
    }
  }

  /** Something to be done with one of several. */
  interface Task<T> {
    void run(T one) throws IOException, InterruptedException;
  }

  /** Does it with all of them at once, and returns when the last one is done. */
  static <T> void each(Collection<? extends T> all, Task<T> task)
      throws IOException, InterruptedException {
    List<Future<Boolean>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (T one : all) {
        running.add(
            threads.submit(() -> {
              task.run(one);
              return true;
            }));
      }
      for (Future<Boolean> future : running) {
        future.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException _) {
      // Its connections are gone with the process.
    }
  }
}
