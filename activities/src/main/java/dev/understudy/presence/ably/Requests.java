package dev.understudy.presence.ably;

import io.ably.lib.realtime.CompletionListener;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Requests to Ably over one connection, each with one answer: empty, or why it is refused, be it by Ably
 * or by ably-java before it was sent. Every answer comes on the loop, later than the call.
 */
final class Requests {
  /** Ably's code for "maximum message length exceeded"; ours is lower. */
  private static final int TOO_LARGE = 40009;

  /** HTTP's status for what may be tried again. */
  private static final int UNAVAILABLE = 503;

  /** One request, as ably-java takes it. */
  interface Request {
    void send(CompletionListener listener) throws AblyException;
  }

  private final Executor loop;
  private final AblyConnection connection;

  Requests(Executor loop, AblyConnection connection) {
    this.loop = loop;
    this.connection = connection;
  }

  /** Ahead of all that waits for its turn, as soon as Ably takes it. */
  void sendAhead(Request request, Consumer<Optional<ErrorInfo>> answer) {
    connection.turns().goAhead(() -> send(request, answer));
  }

  /**
   * At once, but not before what {@linkplain Backlog was said before}: what can wait is sent {@linkplain
   * SendQueue#await in its turn}.
   */
  void send(Request request, Consumer<Optional<ErrorInfo>> answer) {
    connection.backlog().afterwards(() -> sendNow(request, answer));
  }

  private void sendNow(Request request, Consumer<Optional<ErrorInfo>> answer) {
    connection.turns().count();
    CompletionListener listener = answering(answer);
    try {
      request.send(listener);
    } catch (AblyException notNow) {
      // Thrown is what the channel or the connection cannot do as they are, which passes; ably-java
      // calls some of that a bad request (400).
      listener.onError(new ErrorInfo(notNow.errorInfo.message, UNAVAILABLE, notNow.errorInfo.code));
    } catch (IllegalArgumentException tooLarge) {
      listener.onError(new ErrorInfo(tooLarge.getMessage(), 400, TOO_LARGE));
    }
  }

  private CompletionListener answering(Consumer<Optional<ErrorInfo>> answer) {
    return new CompletionListener() {
      @Override
      public void onSuccess() {
        loop.execute(() -> answer.accept(Optional.empty()));
      }

      @Override
      public void onError(ErrorInfo reason) {
        loop.execute(() -> answer.accept(Optional.of(reason)));
      }
    };
  }
}
