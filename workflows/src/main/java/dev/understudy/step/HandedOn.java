package dev.understudy.step;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.common.interceptors.Header;
import io.temporal.workflow.WorkflowLocal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a task tells the next beside its arguments, in the header of the continue-as-new: one
 * value of Understudy's own, which the task's code can neither forget nor mistake for another. Confined to
 * the workflow's threads.
 */
public final class HandedOn {
  private static final String HEADER = "understudy.handed-on";

  private static final WorkflowLocal<HandedOn> OF_THIS_RUN =
      WorkflowLocal.withCachedInitial(HandedOn::new);

  private @Nullable Payload earlier;
  private @Nullable Payload next;

  private HandedOn() {}

  /** This run began with {@code header}. */
  public static void receive(@Nullable Header header) {
    Payload handedOn = header == null ? null : header.getValues().get(HEADER);
    if (handedOn != null) {
      OF_THIS_RUN.get().earlier = handedOn;
    }
  }

  /** What the run before told; empty if it told nothing, or if that has been forgotten. */
  public static <T> Optional<T> fromTheRunBefore(Class<T> type) {
    return Optional.ofNullable(OF_THIS_RUN.get().earlier)
        .map(handedOn -> GlobalDataConverter.get().fromPayload(handedOn, type, type));
  }

  /** What the run before told has served its purpose. */
  public static void forget() {
    OF_THIS_RUN.get().earlier = null;
  }

  /** Tells the next run {@code value}, in place of what it was to be told before. */
  public static void toTheNextRun(Object value) {
    OF_THIS_RUN.get().next = GlobalDataConverter.get().toPayload(value).orElseThrow();
  }

  static Header addedTo(Header header) {
    Payload next = OF_THIS_RUN.get().next;
    if (next == null) {
      return header;
    }
    Map<String, Payload> values = new LinkedHashMap<>(header.getValues());
    values.put(HEADER, next);
    return new Header(values);
  }
}
