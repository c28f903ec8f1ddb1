package dev.understudy.ablylocal.filter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiPredicate;

/** How a filter compares two values. Only numbers are greater or less. */
enum FilterComparator {
  EQUAL("==", FilterComparator::areEqual),
  NOT_EQUAL("!=", (one, other) -> !areEqual(one, other)),
  LESS("<", (one, other) -> areNumbers(one, other) && one.asDouble() < other.asDouble()),
  AT_MOST("<=", (one, other) -> areNumbers(one, other) && one.asDouble() <= other.asDouble()),
  GREATER(">", (one, other) -> areNumbers(one, other) && one.asDouble() > other.asDouble()),
  AT_LEAST(">=", (one, other) -> areNumbers(one, other) && one.asDouble() >= other.asDouble());

  private final String sign;

  /** A comparison of two values, without a state. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final BiPredicate<JsonNode, JsonNode> comparison;

  FilterComparator(String sign, BiPredicate<JsonNode, JsonNode> comparison) {
    this.sign = sign;
    this.comparison = comparison;
  }

  /** The one that is written so; empty if that is none. */
  static Optional<FilterComparator> written(String sign) {
    return Arrays.stream(values()).filter(each -> each.sign.equals(sign)).findFirst();
  }

  boolean test(JsonNode one, JsonNode other) {
    return comparison.test(one, other);
  }

  /** Numbers are equal whatever their types; what is missing equals null. */
  private static boolean areEqual(JsonNode one, JsonNode other) {
    if (areNumbers(one, other)) {
      return one.asDouble() == other.asDouble();
    }
    return one.equals(other) || (isNothing(one) && isNothing(other));
  }

  private static boolean areNumbers(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber();
  }

  private static boolean isNothing(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
