package dev.understudy.testing;

import java.util.Objects;

/** A message that a task has published under its agent's name. Immutable. */
public final class Said {
  private final String name;
  private final Object data;

  Said(String name, Object data) {
    this.name = name;
    this.data = data;
  }

  public String name() {
    return name;
  }

  /** A text, or what JSON can hold: lists, maps, numbers and so on. */
  public Object data() {
    return data;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Said that && name.equals(that.name) && data.equals(that.data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, data);
  }

  @Override
  public String toString() {
    return name + " " + data;
  }
}
