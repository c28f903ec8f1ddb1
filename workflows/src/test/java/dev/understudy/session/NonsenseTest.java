package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.refusal.Refusal;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments that make no sense. */
class NonsenseTest extends PeopleTaskTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "bad-grace | grace must be from PT0S to 3650 days but was PT-1S",
        "bad-listener | a listener must not be null",
        "bad-reason | why an agent leaves must not be null",
        "bad-superseded | a task's agent leaves as completed, failed, cancelled or abandoned, not as superseded",
        "bad-wish | what to wait for must not be null",
        "bad-name | a message's name must not be null",
        "bad-audience | an audience must not be null",
        "bad-policy | what to do when abandoned must not be null",
        "bad-part | a part of the work must not be null",
        "bad-step | a step must not be null",
        "bad-work | the work of a session must not be null",
        "bad-spec | a session's spec must not be null",
        "bad-twins | this task has a session of reader in room:42 already: close that first, or use it",
        "bad-status | a status must not be blank but was \" \"",
        "bad-detail | a status has a value that JSON cannot hold: status.detail.pages.1,"
            + " of type java.lang.Object: turn it into a text, a number, a list or a map",
        "bad-question | a question must not be blank but was \"\"",
        "bad-long-question | a question is shown as a status of 1 KiB of JSON, which leaves room for 892 bytes of text,"
            + " but this one has 1100: shorten it",
        "bad-approvers | a question for keeper could only expire, because no agent of a task answers it:"
            + " ask users, operators or programs",
        "bad-timeout | the timeout of a question must be from PT0.001S to 3650 days but was PT0S",
        "bad-sleep | the time to sleep must be from PT0S to 3650 days but was PT-30S",
        "bad-limit | the limit of a wait for people must be from PT0S to 3650 days but was PT-30S"
      })
  void whatMakesNoSenseFailsTheTaskAtOnce(String part, String why) {
    keep(part);

    assertThatThrownBy(() -> task.getResult(String[].class))
        .cause()
        .isInstanceOfSatisfying(ApplicationFailure.class, refusal -> {
          assertThat(refusal.getType()).isEqualTo(Refusal.TYPE);
          assertThat(refusal.getOriginalMessage()).isEqualTo(why);
        });
  }
}
