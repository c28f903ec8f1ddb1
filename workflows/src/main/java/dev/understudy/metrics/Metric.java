package dev.understudy.metrics;

import dev.understudy.Internal;
import java.util.List;

/**
 * Something that is measured. Names and labels are for users: they stand in docs/metrics.md, with what they mean, and
 * in the dashboard. No label is the name of a task, a session or an agent, of which there is no end.
 */
@Internal
public enum Metric {
  AGENTS("understudy_agents", Kind.GAUGE, Place.QUEUE),
  AGENTS_LIMIT("understudy_agents_limit", Kind.GAUGE, Place.QUEUE),
  TENURES_BEGUN("understudy_tenures_begun", Kind.COUNTER, Place.QUEUE),
  TENURES_ENDED("understudy_tenures_ended", Kind.COUNTER, Place.QUEUE, "reason"),
  TIME_TO_ENTER("understudy_time_to_enter", Kind.TIMER, Place.QUEUE),
  HANDOFFS("understudy_handoffs", Kind.COUNTER, Place.QUEUE, "reason"),
  OFFLINE_TIME("understudy_offline_time", Kind.TIMER, Place.QUEUE, "reason"),
  GHOST_TIME("understudy_ghost_time", Kind.TIMER, Place.QUEUE, "reason"),
  BUDGET_LEFT("understudy_budget_left_seconds", Kind.GAUGE, Place.QUEUE),
  STEPS_MOVED("understudy_steps_moved", Kind.COUNTER, Place.QUEUE, "reason"),
  STEP_STANDSTILL("understudy_step_standstill", Kind.TIMER, Place.QUEUE, "reason"),
  READY("understudy_ready", Kind.GAUGE, Place.FACTORY),
  CONNECTIONS("understudy_connections", Kind.GAUGE, Place.FACTORY, "state"),
  MESSAGES_PUBLISHED("understudy_messages_published", Kind.COUNTER, Place.FACTORY, "kind"),
  MESSAGES_WAITING("understudy_messages_waiting", Kind.GAUGE, Place.FACTORY),
  ABLY_REFUSALS("understudy_ably_refusals", Kind.COUNTER, Place.FACTORY, "kind", "code"),
  PAUSES("understudy_pauses", Kind.COUNTER, Place.TASK, "reason"),
  ABSENCES("understudy_absences", Kind.COUNTER, Place.TASK),
  ABANDONMENTS("understudy_abandonments", Kind.COUNTER, Place.TASK),
  ORDERS("understudy_orders", Kind.COUNTER, Place.TASK, "order"),
  ORDER_REFUSALS("understudy_order_refusals", Kind.COUNTER, Place.TASK, "code"),
  BATCH_ITEMS("understudy_batch_items", Kind.COUNTER, Place.TASK, "batch", "outcome"),
  BATCH_PAGES("understudy_batch_pages", Kind.COUNTER, Place.TASK, "batch");

  /** What becomes of several values. */
  public enum Kind {
    /** They are added up. */
    COUNTER,
    /** The last one counts. */
    GAUGE,
    /** Times, of which there are a number, a sum and a longest. */
    TIMER
  }

  /** Where it is measured, on which depends what else than its own labels it has. */
  public enum Place {
    /** In what a worker does for one task queue. */
    QUEUE,
    /** In what a worker does for all task queues of its factory. */
    FACTORY,
    /** In the code of a task, or of a batch; not again when that is replayed. */
    TASK
  }

  private final String title;
  private final Kind kind;
  private final Place place;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<String> labels;

  Metric(String title, Kind kind, Place place, String... labels) {
    this.title = title;
    this.kind = kind;
    this.place = place;
    this.labels = List.of(labels);
  }

  /** Its name, without what a registry adds to that. */
  public String title() {
    return title;
  }

  public Kind kind() {
    return kind;
  }

  public Place place() {
    return place;
  }

  /** Its own, each of which has few values. */
  public List<String> labels() {
    return labels;
  }
}
