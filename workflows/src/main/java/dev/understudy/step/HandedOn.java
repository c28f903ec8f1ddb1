package dev.understudy.step;

import dev.understudy.Internal;
import io.temporal.common.interceptors.Header;
import io.temporal.workflow.WorkflowLocal;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a task tells the next beside its arguments, in the header of the continue-as-new: one
 * value. Confined to the workflow's threads.
 */
@Internal
public final class HandedOn {
  private static final String FIELD = "understudy.handed-on";

  private static final WorkflowLocal<HandedOn> OF_THIS_RUN =
      WorkflowLocal.withCachedInitial(HandedOn::new);

  private @Nullable Header earlier;
  private UnaryOperator<Header> next = UnaryOperator.identity();

  private HandedOn() {}

  /** This run began with {@code header}. */
  public static void receive(@Nullable Header header) {
    OF_THIS_RUN.get().earlier = header;
  }

  /** What the run before told; empty if it told nothing, or if that has been forgotten. */
  public static <T> Optional<T> fromTheRunBefore(Class<T> type) {
    return new HeaderField<>(FIELD, type)
        .in(OF_THIS_RUN.get().earlier, HeaderConverter.ofThisRun());
  }

  /** What the run before told has served its purpose. */
  public static void forget() {
    OF_THIS_RUN.get().earlier = null;
  }

  /** Tells the next run {@code value}, in place of what it was to be told before. */
  public static void toTheNextRun(Object value) {
    HeaderField<Object> field = new HeaderField<>(FIELD, Object.class);
    OF_THIS_RUN.get().next = header -> field.with(value, header, HeaderConverter.ofThisRun());
  }

  static Header addedTo(Header header) {
    return OF_THIS_RUN.get().next.apply(header);
  }
}
