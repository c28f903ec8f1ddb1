package dev.understudy.session;

/**
 * What a person orders a task to do.
 *
 * @param by who
 * @param why for the people in the session; may be empty
 */
public record Control(String by, String why) {}
