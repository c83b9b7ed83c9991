package dev.assay.server.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port that passes bytes to another one, until it is cut. */
final class Relay implements AutoCloseable {
  private final int target;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  Relay(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Ends all connections and refuses new ones. */
  void cut() {
    cut = true;
    open.forEach(Relay::end);
  }

  void heal() {
    cut = false;
  }

  @Override
  public void close() {
    cut();
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (!listening.isClosed()) {
        Socket near = listening.accept();
        if (cut) {
          end(near);
        } else {
          join(near);
        }
      }
    } catch (IOException e) {
      cut();
    }
  }

  private void join(Socket near) {
    Socket far;
    try {
      far = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      end(near);
      return;
    }
    open.add(near);
    open.add(far);
    Thread.startVirtualThread(() -> pass(near, far));
    Thread.startVirtualThread(() -> pass(far, near));
  }

  private void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // Either side has ended: so does the other.
    }
    end(from);
    end(to);
    open.remove(from);
    open.remove(to);
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
