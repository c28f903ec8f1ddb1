package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonInclude.Value;
import com.fasterxml.jackson.annotation.JsonTypeInfo.As;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTyping;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.understudy.payload.UnderstudyPayloadConverter;
import io.temporal.common.converter.ByteArrayPayloadConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.GsonJsonPayloadConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.common.converter.NullPayloadConverter;
import io.temporal.common.converter.ProtobufJsonPayloadConverter;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole task, with every kind of message, over a client that converts data as applications do. */
class ConvertersTest {
  static Stream<Named<DataConverter>> converters() {
    return Stream.of(
        named("default", DefaultDataConverter.newDefaultInstance()),
        named("a bare mapper", jackson(new ObjectMapper())),
        named(
            "a bare mapper that is lenient",
            jackson(new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))),
        named(
            "Spring Boot's",
            jackson(JsonMapper.builder()
                .findAndAddModules()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(MapperFeature.DEFAULT_VIEW_INCLUSION)
                .build())),
        usual("snake case", m -> m.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)),
        usual(
            "upper camel case",
            m -> m.setPropertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)),
        usual("no defaults", m -> m.setDefaultPropertyInclusion(Include.NON_DEFAULT)),
        usual(
            "nothing empty",
            m -> m.setDefaultPropertyInclusion(
                Value.construct(Include.NON_EMPTY, Include.NON_EMPTY))),
        usual(
            "strict",
            m -> m.enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)),
        usual(
            "default typing",
            m -> m.activateDefaultTyping(
                BasicPolymorphicTypeValidator.builder()
                    .allowIfBaseType(Object.class)
                    .build(),
                DefaultTyping.NON_FINAL,
                As.PROPERTY)),
        usual(
            "fields only",
            m -> m.setVisibility(PropertyAccessor.ALL, Visibility.NONE)
                .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)),
        usual("enums by index", m -> m.enable(SerializationFeature.WRITE_ENUMS_USING_INDEX)),
        usual(
            "enums by toString",
            m -> m.enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
                .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)),
        usual(
            "numbers as texts",
            m -> m.enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS.mappedFeature())),
        usual(
            "longs as texts",
            m -> m.registerModule(new SimpleModule()
                .addSerializer(Long.class, ToStringSerializer.instance)
                .addSerializer(Long.TYPE, ToStringSerializer.instance))),
        named("a converter of one's own, without raw values", new OwnConverter()),
        named(
            "Gson",
            DefaultDataConverter.newDefaultInstance()
                .withPayloadConverterOverrides(
                    new UnderstudyPayloadConverter(new GsonJsonPayloadConverter()))),
        named(
            "protobuf",
            new DefaultDataConverter(
                new NullPayloadConverter(),
                new ByteArrayPayloadConverter(),
                new ProtobufJsonPayloadConverter(),
                new JacksonJsonPayloadConverter())));
  }

  private static Named<DataConverter> usual(String name, UnaryOperator<ObjectMapper> change) {
    return named(name, jackson(change.apply(JacksonJsonPayloadConverter.newDefaultObjectMapper())));
  }

  private static DataConverter jackson(ObjectMapper mapper) {
    return DefaultDataConverter.newDefaultInstance()
        .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(mapper));
  }

  @Test
  void refusesAClientWhoseConverterWouldHoldEveryTask() {
    DataConverter gson = new DefaultDataConverter(new GsonJsonPayloadConverter());

    assertThatThrownBy(() -> OwnFormCheck.require(gson))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("UnderstudyPayloadConverter");
  }

  @ParameterizedTest
  @MethodSource("converters")
  void carriesAWholeTask(DataConverter converter) {
    try (TourStage stage = new TourStage(converter)) {
      assertThat(stage.travel()).isEqualTo(Tour.RESULT);
    }
  }
}
