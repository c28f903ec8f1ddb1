package dev.understudy.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.understudy.step.HeaderField;
import io.temporal.activity.ActivityMethod;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All that is ours and goes through Temporal has a form of its own there. */
class TravellersTest {
  private static final List<Class<? extends java.lang.annotation.Annotation>> DOORS = List.of(
      ActivityMethod.class,
      WorkflowMethod.class,
      SignalMethod.class,
      UpdateMethod.class,
      QueryMethod.class);

  private final JavaClasses workflows = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("dev.understudy");

  private static boolean isDoor(JavaMethod method) {
    return DOORS.stream().anyMatch(method::isAnnotatedWith);
  }

  private static Stream<JavaClass> travellers(JavaMethod door) {
    return Stream.concat(door.getRawParameterTypes().stream(), Stream.of(door.getRawReturnType()));
  }

  private static Stream<JavaType> headers(JavaField field) {
    return field.getRawType().isEquivalentTo(HeaderField.class)
            && field.getType() instanceof JavaParameterizedType type
        ? type.getActualTypeArguments().stream()
        : Stream.of();
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith("dev.understudy");
  }

  @Test
  void haveAFormOfTheirOwn() {
    List<JavaClass> arguments = workflows.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(TravellersTest::isDoor)
        .flatMap(TravellersTest::travellers)
        .filter(TravellersTest::isOurs)
        .distinct()
        .toList();

    assertThat(arguments)
        .hasSizeGreaterThan(9)
        .allMatch(type -> type.isAnnotatedWith(OwnForm.class));
  }

  @Test
  void inHeadersHaveAFormOfTheirOwn() {
    List<JavaClass> values = workflows.stream()
        .flatMap(type -> type.getFields().stream())
        .flatMap(TravellersTest::headers)
        .map(JavaType::toErasure)
        .filter(TravellersTest::isOurs)
        .toList();

    assertThat(values).hasSizeGreaterThan(1).allMatch(type -> type.isAnnotatedWith(OwnForm.class));
  }
}
