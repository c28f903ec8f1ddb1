package dev.understudy.refusal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.payload.OwnForm;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.Values;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A caller's mistake inside a workflow or a step. As a plain exception it would hold the task until a new
 * deployment, or be tried again; as this failure it ends the task, or is the answer to an order, at once.
 *
 * <p>Its message is a sentence that says what is wrong, with the value, and what would be right. Its details
 * have a code that a program can read, with {@link #codeOf}, or, in another language than Java, as JSON:
 * {@code {"code": "argument.blank", "value": " "}}.
 */
public final class Refusal {
  /** Type of the failure, which is not retried. */
  public static final String TYPE = "understudy.refused";

  private static final int LONGEST_VALUE = 200;

  /**
   * What programs read of a refusal.
   *
   * @param value the wrong one as a text, or its beginning; absent if the sentence says all
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @OwnForm
  record Details(String code, @Nullable String value) {}

  private Refusal() {}

  /** The failure to throw. */
  public static ApplicationFailure of(RefusalCode code, String sentence) {
    return of(code, sentence, null, null);
  }

  /** The failure to throw where another one shows the mistake. */
  public static ApplicationFailure of(
      RefusalCode code, String sentence, @Nullable Throwable cause) {
    return of(code, sentence, null, cause);
  }

  /** The form that {@code mistake} has inside a task. */
  public static ApplicationFailure of(RefusedArgumentException mistake) {
    return of(mistake.code(), mistake.getMessage(), mistake.value(), mistake);
  }

  private static ApplicationFailure of(
      RefusalCode code,
      @Nullable String sentence,
      @Nullable String value,
      @Nullable Throwable cause) {
    return ApplicationFailure.newNonRetryableFailureWithCause(
        shown(sentence, Integer.MAX_VALUE),
        TYPE,
        cause,
        new Details(code.code(), shown(value, LONGEST_VALUE)));
  }

  /** A refusal must not hold what it is to end. */
  private static @Nullable String shown(@Nullable String text, int atMost) {
    return text == null ? null : WholeCharacters.shown(WholeCharacters.beginning(text, atMost));
  }

  /** Refuses, unless all is right. */
  public static void unless(boolean isRight, RefusalCode code, String sentence) {
    if (!isRight) {
      throw of(code, sentence);
    }
  }

  /** Gives {@code value}, which a caller whose build does not look for nulls may have left out. */
  public static <T> T unlessNull(@Nullable T value, String what) {
    if (value == null) {
      throw of(RefusalCode.ARGUMENT_MISSING, what + " must not be null");
    }
    return value;
  }

  /** Gives {@code text}, which says something in whole characters. */
  public static String unlessBlank(@Nullable String text, String what) {
    String there = unlessNull(text, what);
    if (there.isBlank()) {
      String sentence = "%s must not be blank but was \"%s\"".formatted(what, there);
      throw of(RefusalCode.ARGUMENT_BLANK, sentence, there, null);
    }
    return unlessHalf(there, what);
  }

  /** Gives {@code text}, whose characters are whole. */
  public static String unlessHalf(String text, String what) {
    return orResult(() -> WholeCharacters.require(what, text));
  }

  /** Gives {@code value}, which lies between {@code least} and {@code most}, or is one of them. */
  public static <T extends Comparable<T>> T unlessBetween(
      String what, T least, T most, @Nullable T value) {
    T there = unlessNull(value, what);
    return orResult(() -> RefusedArgumentException.requireBetween(what, least, most, there));
  }

  /** What {@code attempt} gives, if it finds no mistake. */
  public static <T> T orResult(Supplier<T> attempt) {
    try {
      return attempt.get();
    } catch (RefusedArgumentException mistake) {
      throw of(mistake);
    }
  }

  /** What is wrong, of a failure that is a refusal, or has one among its causes; empty for any other. */
  public static Optional<RefusalCode> codeOf(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .flatMap(one -> ofThisAlone(one).stream())
        .findFirst();
  }

  private static Optional<RefusalCode> ofThisAlone(Throwable failure) {
    if (failure instanceof RefusedArgumentException mistake) {
      return Optional.of(mistake.code());
    }
    return failure instanceof ApplicationFailure refusal
            && TYPE.equals(refusal.getType())
            && refusal.getDetails().getSize() > 0
        ? code(refusal.getDetails())
        : Optional.empty();
  }

  /** Empty if they have another form, as those that a later version or somebody else has written. */
  private static Optional<RefusalCode> code(Values details) {
    try {
      return Optional.ofNullable(details.get(Details.class))
          .flatMap(read -> RefusalCode.named(read.code()));
    } catch (DataConverterException | ClassCastException otherwise) {
      return Optional.empty();
    }
  }
}
