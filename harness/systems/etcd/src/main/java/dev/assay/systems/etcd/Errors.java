package dev.assay.systems.etcd;

import dev.assay.core.spi.Coordination.Reply;
import io.etcd.jetcd.common.exception.ErrorCode;
import io.etcd.jetcd.common.exception.EtcdException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What the errors of etcd's client mean. When in doubt: nobody knows. A member that runs out of
 * space carries a change out and says afterwards that there was no space for it.
 */
final class Errors {
  private Errors() {}

  static Reply of(ExecutionException error) {
    String said = said(error);
    ErrorCode code = code(error);
    boolean refused =
        code == ErrorCode.INVALID_ARGUMENT
            || code == ErrorCode.NOT_FOUND
            || code == ErrorCode.FAILED_PRECONDITION
            || (code == ErrorCode.RESOURCE_EXHAUSTED && said.endsWith("too many requests"));
    return refused && said.startsWith("etcdserver: ")
        ? new Reply.NotDone(said)
        : new Reply.Unknown(said);
  }

  /** The lease has expired, and the session with it. */
  static boolean leaseGone(ExecutionException error) {
    return code(error) == ErrorCode.NOT_FOUND && said(error).contains("lease not found");
  }

  private static @Nullable ErrorCode code(ExecutionException error) {
    return error.getCause() instanceof EtcdException known ? known.getErrorCode() : null;
  }

  private static String said(ExecutionException error) {
    Throwable cause = error.getCause() == null ? error : error.getCause();
    return String.valueOf(cause.getMessage());
  }
}
