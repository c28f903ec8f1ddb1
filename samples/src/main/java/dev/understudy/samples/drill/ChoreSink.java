package dev.understudy.samples.drill;

import dev.understudy.batch.pages.BatchSink;
import dev.understudy.batch.pages.Item;
import dev.understudy.batch.pages.UnavailableException;
import dev.understudy.samples.drill.LedgerLine.ChoreEntry;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Puts each chore down in the ledger, which takes no key twice. Thread-safe. */
final class ChoreSink implements BatchSink<Chores> {
  @Override
  public void process(Item<Chores> item, Attempt attempt) throws Exception {
    TimeUnit.MILLISECONDS.sleep(item.value().work().millis());
    put(item, attempt, true);
  }

  @Override
  public void setAside(Item<Chores> item, Attempt attempt, Exception cause)
      throws UnavailableException {
    put(item, attempt, false);
  }

  private static void put(Item<Chores> item, Attempt attempt, boolean done)
      throws UnavailableException {
    Chores chores = item.value();
    int number = Integer.parseInt(item.key());
    try {
      new LedgerLine(chores.work().ledger())
          .put(new ChoreEntry(
              chores.agent(), chores.turn(), number, attempt.idempotencyKey(), done));
    } catch (IOException unreachable) {
      throw new UnavailableException("the ledger cannot be reached", unreachable);
    }
  }
}
