package dev.understudy.batch.pages;

import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.PageOrder;
import dev.understudy.batch.PageOutcome;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The activity behind one page: reads it and goes on where the last attempt was. Confined to one thread.
 */
final class PageStep<T> {
  private static final Logger LOG = LoggerFactory.getLogger(PageStep.class);

  private final BatchType<T> type;
  private final PageOrder order;
  private final ActivityExecutionContext context;
  private final int attempt;
  private final PageTries tries;

  PageStep(BatchType<T> type, PageOrder order, ActivityExecutionContext context, PageTries tries) {
    this.type = type;
    this.order = order;
    this.context = context;
    this.attempt = tries.resumption().attempt();
    this.tries = tries;
  }

  PageOutcome perform() {
    try {
      return process(read());
    } catch (ActivityCompletionException ended) {
      throw ended;
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new CancellationException("told to stop at a page of batch " + type.name());
    } catch (Exception | Error failure) {
      throw tries.after(failure);
    }
  }

  private Page<T> read() throws Exception {
    int size = order.spec().paging().size();
    try {
      Page<T> page = type.source().page(order.spec().argument(), order.cursor(), size);
      if (page == null) {
        throw new IllegalArgumentException("the source gave null");
      }
      if (page.items().size() > size) {
        throw new IllegalArgumentException("the source gave %d items where %d are allowed"
            .formatted(page.items().size(), size));
      }
      return page;
    } catch (IllegalArgumentException mistake) {
      throw invalid(String.valueOf(mistake.getMessage()), mistake);
    }
  }

  private ApplicationFailure invalid(String what, @Nullable Throwable cause) {
    return Refusal.of(
        RefusalCode.BATCH_PAGE_UNUSABLE, tries.page() + " cannot be used: " + what, cause);
  }

  private PageOutcome process(Page<T> page) throws Exception {
    Optional<Long> total = isVeryFirst() ? total() : Optional.empty();
    if (isVeryFirst() && attempt == 1 && !page.items().isEmpty()) {
      rehearse(page.items().get(0));
    }
    PageAttempt<T> work = attemptAt(page);
    return new PageOutcome(
        work.lastNotes(), work.isFinished(), page.next(), new PageOutcome.Work(attempt, total));
  }

  /** It only feeds an estimate, so whatever is wrong with it costs no more than that. */
  private Optional<Long> total() throws Exception {
    try {
      Optional<Long> total = type.source().total(order.spec().argument());
      if (total == null) {
        return unknownTotal("it was null", null);
      }
      return total.isPresent() && total.get() < 0
          ? unknownTotal("it must be at least 0 but was " + total.get(), null)
          : total;
    } catch (InterruptedException | ActivityCompletionException told) {
      throw told;
    } catch (Exception | Error failure) {
      if (FailureText.isOfTheMachine(failure)) {
        throw failure;
      }
      return unknownTotal(FailureText.of(failure), failure);
    }
  }

  private Optional<Long> unknownTotal(String why, @Nullable Throwable failure) {
    LOG.warn("the total of batch {} is not known: {}", type.name(), why, failure);
    return Optional.empty();
  }

  private void rehearse(Item<T> item) throws InterruptedException {
    Rehearsal.perform(type, item, new BatchSink.Attempt(keyPrefix() + item.key(), 1), rules());
  }

  private boolean isVeryFirst() {
    return order.cursor().isEmpty() && order.notes().page().isUnread();
  }

  private PageAttempt<T> attemptAt(Page<T> page) throws Exception {
    HeartbeatNotebook notebook =
        new HeartbeatNotebook(context, tries.resumption().isCareful());
    List<String> keys = page.items().stream().map(Item::key).toList();
    PageLedger ledger = tries
        .resumption()
        .ledger(keys, order.spec().limits().itemAttempts())
        .orElseThrow(() -> invalid("each time it is read it has other items", null));
    PageAttempt<T> work = new PageAttempt<>(page.items(), type.sink(), ledger, rules(), notebook);
    perform(work, notebook);
    return work;
  }

  private PageAttempt.Rules rules() {
    BatchSpec spec = order.spec();
    return new PageAttempt.Rules(
        spec.paging(),
        keyPrefix(),
        spec.limits().itemTime(),
        order.mayStillSetAside(),
        PageContext.of(context));
  }

  private void perform(PageAttempt<T> work, HeartbeatNotebook notebook) throws Exception {
    Optional<Throwable> fault;
    try {
      fault = work.perform();
    } catch (InterruptedException told) {
      notebook.close(work.lastNotes());
      throw told;
    }
    if (fault.isPresent()) {
      notebook.close(FailureText.isOfTheMachine(fault.get()) ? work.notes() : work.lastNotes());
      throw asException(fault.get());
    }
  }

  private static Exception asException(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    return (Exception) fault;
  }

  /** Two batches of one type in one task may have items of the same keys. */
  private String keyPrefix() {
    ActivityInfo info = context.getInfo();
    return info.getWorkflowId() + "/" + order.spec().keyPrefix();
  }
}
