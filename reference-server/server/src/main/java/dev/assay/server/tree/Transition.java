package dev.assay.server.tree;

import dev.assay.server.bug.SeededBug;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;

/** One envelope's step from a state to the next. */
final class Transition {
  private final Envelope envelope;
  private final long position;
  private final Set<SeededBug> bugs;
  private State state;

  Transition(State state, long position, Envelope envelope, Set<SeededBug> bugs) {
    this.envelope = envelope;
    this.position = position;
    this.bugs = bugs;
    this.state =
        new State(
            state.tree(),
            state.sessions(),
            state.nextSession(),
            Math.max(state.lastTimeMillis(), envelope.timeMillis()));
  }

  /** The state after {@link #run}. */
  State state() {
    return state;
  }

  Applied run() {
    return switch (envelope.request()) {
      case Request.CreateSession request -> createSession(request);
      case Request.AttachSession request -> attachSession(request);
      case Request.CloseSession _ when envelope.attachment() == 0 -> expire();
      case Request.CloseSession _ -> inTurn();
      case Request.Multi _ -> inTurn();
      case Request.Single _ -> inTurn();
    };
  }

  private Applied createSession(Request.CreateSession request) {
    long id = state.nextSession();
    Session session = Session.opened(id, request.timeoutMillis(), request.password());
    state =
        new State(state.tree(), state.sessions().plus(id, session), id + 1, state.lastTimeMillis());
    return unchanged(new Result.SessionCreated(id, session.timeoutMillis(), session.attachment()));
  }

  private Applied attachSession(Request.AttachSession request) {
    Session session = state.sessions().get(envelope.session());
    if (session == null || !MessageDigest.isEqual(session.password(), request.password())) {
      return failed(Code.SESSION_EXPIRED);
    }
    Session attached = session.attached();
    replace(attached);
    return unchanged(new Result.SessionAttached(attached.timeoutMillis(), attached.attachment()));
  }

  private Applied expire() {
    Session session = state.sessions().get(envelope.session());
    return session == null ? failed(Code.SESSION_EXPIRED) : close(session);
  }

  /** A request of a client: refused without a trace unless it is the next one on its connection. */
  private Applied inTurn() {
    Session session = state.sessions().get(envelope.session());
    if (session == null) {
      return bugs.contains(SeededBug.EPHEMERAL_AFTER_CLOSE) ? late() : failed(Code.SESSION_EXPIRED);
    }
    if (session.attachment() != envelope.attachment()) {
      return bugs.contains(SeededBug.MOVED_SESSION_ACCEPTED)
          ? carryOut(session)
          : failed(Code.SESSION_MOVED);
    }
    if (session.lastSequence() + 1 != envelope.sequence()) {
      boolean repeated = envelope.sequence() <= session.lastSequence();
      return repeated && bugs.contains(SeededBug.WRITE_REPEATED)
          ? carryOut(session)
          : failed(Code.SYSTEM_ERROR);
    }
    return carryOut(session.accepted(envelope.sequence()));
  }

  /** The seeded bug: creates an ephemeral node though its session has ended. */
  private Applied late() {
    boolean known = envelope.session() > 0 && envelope.session() < state.nextSession();
    if (!known
        || !(envelope.request() instanceof Request.Create create)
        || !create.mode().ephemeral()) {
      return failed(Code.SESSION_EXPIRED);
    }
    Edit edit = edit();
    return done(edit, edit.single(create));
  }

  private Applied carryOut(Session accepted) {
    replace(accepted);
    return switch (envelope.request()) {
      case Request.Single request -> {
        Edit edit = edit();
        yield done(edit, edit.single(request));
      }
      case Request.Multi request -> {
        Edit edit = edit();
        yield done(edit, edit.multi(request));
      }
      case Request.CloseSession _ -> close(accepted);
      case Request.CreateSession _, Request.AttachSession _ ->
          throw new IllegalStateException("not in turn: " + envelope.request());
    };
  }

  private Applied close(Session session) {
    Edit edit = edit();
    edit.close(session);
    return done(edit, new Result.SessionClosed());
  }

  private Edit edit() {
    return new Edit(state, envelope.session(), position, bugs);
  }

  private Applied done(Edit edit, Result result) {
    state = state.with(edit.tree(), edit.sessions());
    return new Applied(result, edit.changes());
  }

  private void replace(Session session) {
    state = state.with(state.tree(), state.sessions().plus(session.id(), session));
  }

  private static Applied failed(Code code) {
    return unchanged(new Result.Failed(code));
  }

  private static Applied unchanged(Result result) {
    return new Applied(result, List.of());
  }
}
