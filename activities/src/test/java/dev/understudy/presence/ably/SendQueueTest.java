package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.handoff.AblyLimits;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Of a connection that the test takes away; its thread is the test's as long as there is an allowance. */
class SendQueueTest {
  private static final SessionName ROOM = new SessionName("room:42");
  private static final SendQueue.Speaker WRITER =
      new SendQueue.Speaker(ROOM, new AgentName("writer"));
  private static final SendQueue.Speaker READER =
      new SendQueue.Speaker(ROOM, new AgentName("reader"));
  /** What Ably takes of one connection in a minute. */
  private static final int MANY = 20 * AblyLimits.TURNS_AT_ONCE;

  private final ScheduledExecutorService loop = new ScheduledThreads("turns", 1);
  private final List<String> said = new ArrayList<>();
  private boolean isAway;
  private final SendQueue turns = new SendQueue(loop, () -> isAway);

  @AfterEach
  void stop() {
    loop.shutdownNow();
  }

  @Test
  void comeAtOnceIfNobodyWaits() {
    turns.await(WRITER, () -> said.add("hello"));

    assertThat(said).containsExactly("hello");
  }

  @Nested
  class WhileTheConnectionIsAway {
    WhileTheConnectionIsAway() {
      isAway = true;
      turns.await(WRITER, () -> said.add("first"));
      turns.await(WRITER, () -> said.add("second"));
    }

    @Test
    void comeToNobody() {
      turns.goOn();

      assertThat(said).isEmpty();
    }

    @Test
    void waitUntilItIsBack() {
      isAway = false;
      turns.goOn();

      assertThat(said).containsExactly("first", "second");
    }

    @Test
    void comeToWhoSaysLittleBeforeTheSecondOfWhoSaysMuch() {
      turns.await(READER, () -> said.add("little"));

      isAway = false;
      turns.goOn();

      assertThat(said).containsExactly("first", "little", "second");
    }

    @Test
    void comeToNoneThatIsWithdrawn() {
      Runnable third = () -> said.add("third");
      turns.await(WRITER, third);

      assertThat(turns.withdraw(WRITER, third)).isTrue();
      assertThat(turns.withdraw(WRITER, third)).isFalse();
      isAway = false;
      turns.goOn();

      assertThat(said).containsExactly("first", "second");
    }
  }

  @Nested
  class OfThoseWhoEnter {
    /** All that may be sent in one interval. */
    private void enterAsManyAsMay() {
      for (int agent = 0; agent < AblyLimits.SENT_IN_INTERVAL; agent++) {
        turns.goAhead(turns::count);
      }
    }

    /** On the loop, where the next message has its turn soon. */
    @Test
    void goAheadOfMessagesThatWait() throws Exception {
      Callable<List<String>> deed = () -> {
        for (int message = 0; message < MANY; message++) {
          turns.await(WRITER, () -> said("message"));
        }
        turns.goAhead(() -> said("enter"));
        return List.copyOf(said);
      };

      assertThat(loop.submit(deed).get()).hasSizeLessThan(MANY).last().isEqualTo("enter");
    }

    private void said(String what) {
      turns.count();
      said.add(what);
    }

    @Test
    void waitWhileAblyWouldRefuseThem() {
      enterAsManyAsMay();

      turns.goAhead(() -> said.add("one too many"));

      assertThat(said).isEmpty();
    }

    @Test
    void waitForNothingWhileTheConnectionIsAway() {
      enterAsManyAsMay();

      isAway = true;
      turns.goAhead(() -> said.add("hears of that"));

      assertThat(said).containsExactly("hears of that");
    }
  }
}
