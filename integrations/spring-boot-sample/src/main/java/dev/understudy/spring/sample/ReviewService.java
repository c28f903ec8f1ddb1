package dev.understudy.spring.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The whole of it: Understudy needs a dependency and a key, {@code UNDERSTUDY_ABLY_KEY}, and no code. */
@SpringBootApplication
public class ReviewService {
  public static void main(String[] arguments) {
    SpringApplication.run(ReviewService.class, arguments);
  }
}
