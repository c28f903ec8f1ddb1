package dev.understudy.session;

/**
 * What a task waits to have answered.
 *
 * @param id to answer with
 * @param text for the people
 * @param approvers who may answer, for people to read
 * @param deadlineMillis epoch milliseconds of the workflow's clock
 */
public record Question(long id, String text, String approvers, long deadlineMillis) {}
