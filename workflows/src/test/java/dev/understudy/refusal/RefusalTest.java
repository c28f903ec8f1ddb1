package dev.understudy.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.presence.AgentName;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RefusalTest {
  @Nested
  class OfAnArgument {
    @Test
    void saysTheSentenceAndIsNotRetried() {
      assertThatThrownBy(() -> Refusal.unlessBlank(" ", "a status"))
          .isInstanceOfSatisfying(ApplicationFailure.class, refusal -> {
            assertThat(refusal.getOriginalMessage())
                .isEqualTo("a status must not be blank but was \" \"");
            assertThat(refusal.isNonRetryable()).isTrue();
            assertThat(refusal.getType()).isEqualTo("understudy.refused");
            assertThat(Refusal.codeOf(refusal)).contains(RefusalCode.ARGUMENT_BLANK);
          });
    }

    @Test
    void saysWhatIsMissing() {
      assertThatThrownBy(() -> Refusal.unlessNull(null, "a step"))
          .hasMessageContaining("a step must not be null")
          .satisfies(refusal ->
              assertThat(Refusal.codeOf(refusal)).contains(RefusalCode.ARGUMENT_MISSING));
    }

    @Test
    void saysTheBounds() {
      assertThat(Refusal.unlessBetween("the page size", 1, 10_000, 10_000)).isEqualTo(10_000);
      assertThatThrownBy(() -> Refusal.unlessBetween("the page size", 1, 10_000, 0))
          .hasMessageContaining("the page size must be from 1 to 10000 but was 0")
          .satisfies(refusal ->
              assertThat(Refusal.codeOf(refusal)).contains(RefusalCode.ARGUMENT_OUT_OF_RANGE));
    }

    @Test
    void saysABoundOfManyDaysInDays() {
      Duration tooLong = Duration.ofDays(3651);

      assertThatThrownBy(() ->
              Refusal.unlessBetween("the time", Duration.ZERO, Duration.ofDays(3650), tooLong))
          .hasMessageContaining("the time must be from PT0S to 3650 days but was PT87624H");
    }

    @Test
    void keepsTheMistakeThatAValueFound() {
      RefusedArgumentException mistake =
          new RefusedArgumentException(RefusalCode.ARGUMENT_BAD_NAME, "no name", "*");

      assertThatThrownBy(() -> Refusal.orResult(() -> {
            throw mistake;
          }))
          .hasMessageContaining("no name")
          .hasCause(mistake);
      assertThat(Refusal.codeOf(mistake)).contains(RefusalCode.ARGUMENT_BAD_NAME);
    }
  }

  @Test
  void takesNoFaultInTheCallersCodeForAMissingArgument() {
    NullPointerException fault = new NullPointerException("in a validator of the user's own");

    assertThatThrownBy(() -> Refusal.orResult(() -> {
          throw fault;
        }))
        .isSameAs(fault);
    assertThatThrownBy(() -> Refusal.orResult(() -> {
          throw mistakeOfANull();
        }))
        .isInstanceOf(ApplicationFailure.class)
        .satisfies(
            refusal -> assertThat(Refusal.codeOf(refusal)).contains(RefusalCode.ARGUMENT_MISSING));
  }

  @SuppressWarnings("NullAway") // as of a caller whose build does not look for nulls
  private static IllegalArgumentException mistakeOfANull() {
    return catchThrowableOfType(IllegalArgumentException.class, () -> new AgentName(null));
  }

  @Nested
  class ReadByAProgram {
    @Test
    void isJsonInTheDetails() {
      Failure failure = sent(Refusal.of(
          new RefusedArgumentException(RefusalCode.ARGUMENT_BAD_NAME, "no name", "*".repeat(201))));

      String details = failure
          .getApplicationFailureInfo()
          .getDetails()
          .getPayloads(0)
          .getData()
          .toStringUtf8();
      assertThat(details)
          .isEqualTo(
              "{\"code\":\"argument.bad-name\",\"value\":\"%s\"}".formatted("*".repeat(200)));
    }

    @Test
    void hasItsCodeAfterAJourneyAndUnderOtherFailures() {
      ApplicationFailure refusal = Refusal.of(RefusalCode.TASK_NOT_PAUSED, "not paused");
      Throwable received = DefaultDataConverter.STANDARD_INSTANCE.failureToException(
          sent(ApplicationFailure.newFailureWithCause("the task failed", "test", refusal)));

      assertThat(Refusal.codeOf(new IllegalStateException(received)))
          .contains(RefusalCode.TASK_NOT_PAUSED);
    }

    @Test
    void hasNoCodeThatThisVersionDoesNotKnowNorOfAnotherFailure() {
      ApplicationFailure later = ApplicationFailure.newNonRetryableFailure(
          "later", Refusal.TYPE, new Refusal.Details("later.added", null));

      assertThat(Refusal.codeOf(later)).isEmpty();
      assertThat(Refusal.codeOf(ApplicationFailure.newFailure("no details", Refusal.TYPE)))
          .isEmpty();
      assertThat(Refusal.codeOf(new IllegalStateException("a bug"))).isEmpty();
    }

    @Test
    void hasNoCodeIfItsDetailsHaveAnotherForm() {
      for (Object details :
          List.of("a text", 7, List.of(), Map.of("code", List.of("x")), Map.of())) {
        ApplicationFailure strange =
            ApplicationFailure.newNonRetryableFailure("strange", Refusal.TYPE, details);
        Throwable received =
            DefaultDataConverter.STANDARD_INSTANCE.failureToException(sent(strange));

        assertThat(Refusal.codeOf(strange)).isEmpty();
        assertThat(Refusal.codeOf(received)).isEmpty();
      }
    }

    private Failure sent(ApplicationFailure failure) {
      return DefaultDataConverter.STANDARD_INSTANCE.exceptionToFailure(failure);
    }
  }

  @Test
  void codesAreWordsAndAreAllDifferent() {
    List<String> codes =
        Arrays.stream(RefusalCode.values()).map(RefusalCode::code).toList();

    assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z]+\\.[a-z-]+"));
  }
}
