package dev.understudy.batch.pages;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.context.ContextPropagator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What the context propagators of a worker's client have brought to the thread of a page, for the threads of
 * its items: a tenant, a trace, what logs are to show. Immutable.
 */
final class PageContext {
  /** For what has no propagators. */
  static final PageContext NONE = new PageContext(List.of());

  /** What one propagator calls its context. */
  private record Carried(ContextPropagator by, Object context) {
    void set() {
      by.setCurrentContext(context);
    }
  }

  private final List<Carried> carried;

  private PageContext(List<Carried> carried) {
    this.carried = List.copyOf(carried);
  }

  /** That of the thread which runs the activity of {@code page}, and calls this. */
  static PageContext of(ActivityExecutionContext page) {
    List<ContextPropagator> propagators =
        page.getWorkflowClient().getOptions().getContextPropagators();
    List<Carried> here = new ArrayList<>();
    for (ContextPropagator by : propagators) {
      @Nullable Object context = by.getCurrentContext();
      if (context != null) {
        here.add(new Carried(by, context));
      }
    }
    return new PageContext(here);
  }

  /** The same call, which finds the context on whichever thread of the page's items it is made. */
  <T> Callable<T> around(Callable<T> call) {
    return () -> {
      carried.forEach(Carried::set);
      return call.call();
    };
  }
}
