package dev.understudy.output;

/** What a {@link StepFold} has made of messages. */
record FoldedStep(long step, long attempt, String text, State state) implements StepText {}
