package dev.understudy.ablylocal.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.wire.Format;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * What a key or a token permits: operations on resources, on the wire a JSON object such as {@code
 * {"chat:*":["publish"]}}. A channel that several resources match has the operations of all of
 * them.
 *
 * <p>Its text is in the canonical order, in which the SDKs sign it (RSA9f): resources and
 * operations sorted, all operations written {@code *}.
 */
public record Capability(Map<Resource, Set<Operation>> entries) {
  private static final String EVERY_OPERATION = "*";

  /** All operations on all channels that have no qualifier: that of a key for which nothing else is said. */
  public static final Capability ALL = parse("{\"*\":[\"*\"]}").orElseThrow();

  public Capability {
    entries = Collections.unmodifiableMap(new TreeMap<>(entries));
  }

  /** Reads its JSON; empty if that is wrong, names an unknown operation, or names {@code *} beside others. */
  public static Optional<Capability> parse(String json) {
    return Format.JSON.decode(json.getBytes(StandardCharsets.UTF_8)).flatMap(Capability::of);
  }

  /** The first operation in such JSON that there is not; empty if there is none, or it cannot be read at all. */
  static Optional<String> unknownOperation(String json) {
    return Format.JSON
        .decode(json.getBytes(StandardCharsets.UTF_8))
        .flatMap(tree -> tree.properties().stream()
            .flatMap(entry -> StreamSupport.stream(entry.getValue().spliterator(), false))
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .filter(
                name -> !name.equals(EVERY_OPERATION) && Operation.named(name).isEmpty())
            .findFirst());
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  boolean permits(Operation operation, String channel) {
    return operationsOn(channel).contains(operation);
  }

  Set<Operation> operationsOn(String channel) {
    Set<Operation> operations = EnumSet.noneOf(Operation.class);
    Resource.parse(channel)
        .ifPresent(name -> entries.forEach((resource, permitted) -> {
          if (resource.matches(name)) {
            operations.addAll(permitted);
          }
        }));
    return operations;
  }

  /** What both permit. */
  public Capability and(Capability other) {
    Map<Resource, Set<Operation>> both = new TreeMap<>();
    entries.forEach((mine, operations) -> other.entries.forEach((its, others) -> {
      Set<Operation> common = EnumSet.copyOf(operations);
      common.retainAll(others);
      if (!common.isEmpty()) {
        mine.and(its).ifPresent(resource -> both.merge(resource, common, Capability::union));
      }
    }));
    return new Capability(both);
  }

  /** The capability as JSON. */
  @Override
  public String toString() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    entries.forEach((resource, operations) -> {
      ArrayNode list = tree.putArray(resource.toString());
      if (operations.size() == Operation.values().length) {
        list.add(EVERY_OPERATION);
      } else {
        operations.stream().map(Operation::wireName).sorted().forEach(list::add);
      }
    });
    return tree.toString();
  }

  private static Optional<Capability> of(ObjectNode tree) {
    Map<Resource, Set<Operation>> entries = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      Optional<Resource> resource = Resource.parse(entry.getKey());
      Set<Operation> operations = operations(entry.getValue());
      if (resource.isEmpty() || operations.isEmpty()) {
        return Optional.empty();
      }
      entries.put(resource.get(), operations);
    }
    return Optional.of(new Capability(entries));
  }

  /** The operations that {@code list} names; none if it cannot be read. */
  private static Set<Operation> operations(JsonNode list) {
    if (list.size() == 1 && list.path(0).asText().equals(EVERY_OPERATION)) {
      return EnumSet.allOf(Operation.class);
    }
    Set<Operation> operations = EnumSet.noneOf(Operation.class);
    for (JsonNode name : list) {
      Optional<Operation> operation = Operation.named(name.asText());
      if (operation.isEmpty()) {
        return EnumSet.noneOf(Operation.class);
      }
      operations.add(operation.get());
    }
    return operations;
  }

  private static Set<Operation> union(Set<Operation> one, Set<Operation> other) {
    Set<Operation> union = EnumSet.copyOf(one);
    union.addAll(other);
    return union;
  }
}
