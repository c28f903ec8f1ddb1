package dev.understudy.embedded;

import io.grpc.Channel;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets requests in to Temporal's test server as {@link LateCancellations} says. Thread-safe. */
final class ServerGate implements ServerInterceptor {
  private final LateCancellations late;
  private final Supplier<Channel> itself;

  /** For the server that {@code itself} is a client of. */
  ServerGate(LateCancellations late, Supplier<Channel> itself) {
    this.late = late;
    this.itself = itself;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return new Request<>(next.startCall(call, headers), call);
  }

  /** A request that is all there once the client has ended its half of the call. */
  private final class Request<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, ?> call;
    private @Nullable Q message;

    Request(ServerCall.Listener<Q> service, ServerCall<Q, ?> call) {
      super(service);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      this.message = message;
      super.onMessage(message);
    }

    @Override
    public void onHalfClose() {
      if (message == null) {
        super.onHalfClose();
      } else {
        late.check(
            itself.get(),
            message,
            super::onHalfClose,
            refusal -> call.close(refusal, new Metadata()));
      }
    }
  }
}
