package dev.understudy.batch;

import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** A task for tests that does with a batch what nobody should. */
@NullMarked
@WorkflowInterface
public interface Careless {
  @WorkflowMethod
  void work(List<Mishap> mishaps);

  /** Something that nobody should do. */
  enum Mishap {
    NO_SPEC {
      @Override
      void happen(AgentSession session) {
        ResumableBatch.of(nothing(), BatchProgress.START);
      }
    },
    NO_PROGRESS {
      @Override
      void happen(AgentSession session) {
        ResumableBatch.of(WHOLE, nothing());
      }
    },
    NO_SESSION {
      @Override
      void happen(AgentSession session) {
        ResumableBatch.of(WHOLE, BatchProgress.START).process(nothing(), now -> {});
      }
    },
    NO_CONTINUATION {
      @Override
      void happen(AgentSession session) {
        ResumableBatch.of(WHOLE, BatchProgress.START).process(session, nothing());
      }
    },
    PROGRESS_OF_ANOTHER {
      @Override
      void happen(AgentSession session) {
        ResumableBatch first = ResumableBatch.of(WHOLE.over("corpus-7"), BatchProgress.START);
        first.process(session, now -> {});
        ResumableBatch.of(WHOLE.over("corpus-8"), first.progress()).process(session, now -> {});
      }
    },
    TWICE_AT_ONCE {
      @Override
      void happen(AgentSession session) {
        ResumableBatch batch = ResumableBatch.of(WHOLE, BatchProgress.START);
        Promise<Void> beside = Async.procedure(() -> batch.process(session, now -> {}));
        try {
          batch.process(session, now -> {});
        } finally {
          beside.get();
        }
      }
    },
    NO_TIME_FOR_ITEMS {
      @Override
      void happen(AgentSession session) {
        WHOLE.timingItemsOutAfter(Duration.ofNanos(500));
      }
    };

    private static final BatchSpec WHOLE = BatchSpec.of("numbers").inPagesOf(1_000);

    abstract void happen(AgentSession session);

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // as of a careless caller
    static <T> T nothing() {
      return null;
    }
  }

  final class CarelessImpl implements Careless {
    @Override
    public void work(List<Mishap> mishaps) {
      AgentSession.attend(SessionSpec.on("room:42").as("counter"), session -> {
        mishaps.forEach(mishap -> mishap.happen(session));
        return mishaps.size();
      });
    }
  }
}
