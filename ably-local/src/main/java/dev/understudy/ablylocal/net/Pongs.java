package dev.understudy.ablylocal.net;

import dev.understudy.ablylocal.link.Link;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Which clients were pinged and have not answered yet.
 *
 * <p>Confined to the event loop.
 */
final class Pongs {
  private final Set<Link> awaited = new HashSet<>();
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

  void expect(Link pinged) {
    awaited.add(pinged);
  }

  /** Takes note that a client answered, or is gone. */
  void settle(Link link) {
    awaited.remove(link);
    if (awaited.isEmpty()) {
      waiting.forEach(future -> future.complete(null));
      waiting.clear();
    }
  }

  /** Done when nobody is waited for. */
  CompletableFuture<Void> all() {
    CompletableFuture<Void> future = new CompletableFuture<>();
    if (awaited.isEmpty()) {
      future.complete(null);
    } else {
      waiting.add(future);
    }
    return future;
  }

  /** Waits for nobody any more. */
  void giveUp() {
    List.copyOf(awaited).forEach(this::settle);
  }
}
