package dev.understudy.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500ms}, {@code 2s}, {@code 1m}, {@code 1h} and ISO-8601 such as {@code PT2S}. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern SHORT = Pattern.compile("(-?\\d+)(ms|s|m|h)");

  /** Nobody waits longer, and whatever is within it fits in milliseconds. */
  private static final Duration LONGEST = Duration.ofDays(3650);

  @Override
  public Duration convert(String text) {
    Matcher matcher = SHORT.matcher(text);
    boolean isNegative = text.startsWith("-");
    try {
      Duration duration = matcher.matches() ? ofShort(matcher) : ofIso(text);
      if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
      isNegative = duration.isNegative();
    } catch (ArithmeticException | NumberFormatException beyondAllBounds) {
      // Its sign says on which side.
    }
    throw new TypeConversionException("'%s' is %s: a duration is from 0 to %d days"
        .formatted(text, isNegative ? "negative" : "too long", LONGEST.toDays()));
  }

  private static Duration ofShort(Matcher matcher) {
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static Duration ofIso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration such as 500ms, 2s, 1m or PT2S");
    }
  }
}
