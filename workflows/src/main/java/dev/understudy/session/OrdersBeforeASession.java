package dev.understudy.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.refusal.RefusedArgumentException;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.EncodedValues;
import io.temporal.workflow.DynamicUpdateHandler;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes orders to a run that has not opened a session, and so does not listen to them itself yet.
 *
 * <p>Temporal gives a run the updates that wait for it before its code has begun: at the very start of a
 * task, and after each continue-as-new. Such an order waits until the code has come as far as it does by
 * itself, and is then obeyed if that opened a session. It is refused, like one that comes later to a
 * run without a session, if it did not. A workflow that handles any update itself is left alone.
 * Workflow code.
 */
final class OrdersBeforeASession implements DynamicUpdateHandler {
  private static final List<String> NAMES = List.of("pause", "resume", "cancel", "steer", "answer");

  private boolean hasBegun;

  /** The workflow's own code begins now. */
  void begin() {
    hasBegun = true;
  }

  @Override
  public void handleValidate(String name, EncodedValues sent) {
    if (!NAMES.contains(name)) {
      throw new RefusedArgumentException(
          RefusalCode.ORDER_UNKNOWN,
          "this workflow has no update %s: those of a task with a session are %s"
              .formatted(name, String.join(", ", NAMES)));
    }
    if (hasBegun) {
      throw new RefusedArgumentException(RefusalCode.SESSION_NOT_OPEN, noSession(name));
    }
    order(sent);
  }

  private static @Nullable JsonNode order(EncodedValues sent) {
    try {
      return sent.getSize() == 0 ? null : sent.get(0, JsonNode.class);
    } catch (DataConverterException | IllegalArgumentException unreadable) {
      throw new RefusedArgumentException(
          RefusalCode.ORDER_MALFORMED,
          "an order to a task must be JSON, as of a Control, a Steering or an Answer, but was: "
              + unreadable.getMessage(),
          unreadable);
    }
  }

  private static String noSession(String name) {
    return "this task has no session open yet, and so nothing to %s: send it again once it has"
        .formatted(name);
  }

  @Override
  public @Nullable Object handleExecute(String name, EncodedValues sent) {
    Workflow.await(() -> hasBegun);
    OrderHandler orders = TaskState.ifAny()
        .map(TaskState::orders)
        .orElseThrow(() -> Refusal.of(RefusalCode.SESSION_NOT_OPEN, noSession(name)));
    try {
      return obey(orders, name, order(sent));
    } catch (RefusedArgumentException mistake) {
      throw Refusal.of(mistake);
    }
  }

  private static @Nullable Object obey(TaskOrders orders, String name, @Nullable JsonNode order) {
    switch (name) {
      case "pause" -> {
        orders.validatePause(order);
        orders.pause(order);
      }
      case "resume" -> {
        orders.validateResume(order);
        orders.resume(order);
      }
      case "cancel" -> {
        orders.validateCancel(order);
        orders.cancel(order);
      }
      case "steer" -> {
        orders.validateSteer(order);
        return orders.steer(order);
      }
      default -> {
        orders.validateAnswer(order);
        orders.answer(order);
      }
    }
    return null;
  }
}
