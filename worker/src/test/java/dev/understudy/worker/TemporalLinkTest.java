package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.presence.ably.OutageLog;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TemporalLinkTest {
  private final List<String> lines = new ArrayList<>();
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final Line channel = new Line();
  private final TemporalLink link =
      new TemporalLink(channel, scheduler, new OutageLog("Temporal", lines::add));

  /** A channel whose state the test says, and that counts how often it is to try at once. */
  private static final class Line extends ManagedChannel {
    private ConnectivityState state = ConnectivityState.READY;
    private int tries;

    @Override
    public ConnectivityState getState(boolean requestConnection) {
      return state;
    }

    @Override
    public void resetConnectBackoff() {
      tries++;
    }

    @Override
    public <A, B> ClientCall<A, B> newCall(MethodDescriptor<A, B> method, CallOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String authority() {
      return "temporal:7233";
    }

    @Override
    public ManagedChannel shutdown() {
      return this;
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public ManagedChannel shutdownNow() {
      return this;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  private void look(ConnectivityState... states) {
    for (ConnectivityState state : states) {
      channel.state = state;
      link.lookNow();
    }
  }

  @Test
  void hasALostConnectionTriedAgainAtOnceEachTimeThatItLooks() {
    look(
        ConnectivityState.TRANSIENT_FAILURE,
        ConnectivityState.CONNECTING,
        ConnectivityState.TRANSIENT_FAILURE);

    assertThat(channel.tries).isEqualTo(2);
  }

  @Test
  void saysThatAConnectionIsLostAndThatItIsBack() {
    look(
        ConnectivityState.READY,
        ConnectivityState.TRANSIENT_FAILURE,
        ConnectivityState.CONNECTING,
        ConnectivityState.READY,
        ConnectivityState.READY);

    assertThat(lines)
        .containsExactly(
            "Temporal cannot be reached, and is tried again: no connection to temporal:7233",
            "Temporal is reached again, after 0 s");
  }

  @Test
  void leavesAConnectionAloneThatRestsOrBegins() {
    look(ConnectivityState.IDLE, ConnectivityState.CONNECTING, ConnectivityState.READY);

    assertThat(lines).isEmpty();
    assertThat(channel.tries).isZero();
  }
}
