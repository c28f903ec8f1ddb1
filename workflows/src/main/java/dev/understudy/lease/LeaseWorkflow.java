package dev.understudy.lease;

import dev.understudy.Internal;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Proves that one run of a worker lives; and once it does not, has what it held given out again. */
@Internal
@WorkflowInterface
public interface LeaseWorkflow {
  /** The workflow type. */
  String TYPE = "understudy.lease";

  /** The name of the signal that somebody suspects the worker. */
  String SUSPECT = "understudy.suspect";

  /** The name of the signal that somebody has proved the worker to be gone. */
  String PROVED = "understudy.proved";

  /** The name of the query for a {@link LeaseView}. */
  String VIEW = "understudy.lease-view";

  /** Lasts until the worker has said goodbye, or what it held has been reaped. */
  @WorkflowMethod(name = TYPE)
  LeaseEnd keep(LeaseStart start);

  /** The worker may be gone. Whoever thinks so may say it; what is said while it is asked adds up to one. */
  @SignalMethod(name = SUSPECT)
  void suspect(Suspected suspected);

  /** The worker is gone: somebody has proved it. What comes late, or again, adds nothing. */
  @SignalMethod(name = PROVED)
  void proved(Proof proof);

  /** The worker's ledger needs so many pages, if it has fewer. */
  @SignalMethod(name = "understudy.pages")
  void pages(int count);

  /** The worker goes, and holds nothing any more. */
  @SignalMethod(name = "understudy.lease-close")
  void close();

  @QueryMethod(name = VIEW)
  LeaseView view();
}
