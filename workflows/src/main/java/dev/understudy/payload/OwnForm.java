package dev.understudy.payload;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.understudy.Internal;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Its JSON is the same under every mapper of Jackson's: an application's own may rename, leave out, and write as
 * texts what it likes, of the application's types. Whatever of ours is an argument, a result, a detail or a header
 * bears it.
 */
@Internal
@JacksonAnnotationsInside
@JsonSerialize(using = OwnFormSerializer.class)
@JsonDeserialize(using = OwnFormDeserializer.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OwnForm {}
