package dev.understudy.lease;

import dev.understudy.Internal;

/** That it is run at all is its answer. */
@Internal
public final class DoorbellWorkflowImpl implements DoorbellWorkflow {
  @Override
  public void hang() {}

  @Override
  public boolean ring() {
    return true;
  }
}
