package dev.understudy.bench.load;

import com.sun.management.OperatingSystemMXBean;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.limits.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * A server in a process of its own, {@code ably-local} or {@code raw}. Prints its port, then answers each
 * line of its input by one of its own, and ends with its input: {@code cpu} by the nanoseconds of processor
 * that the process has used, {@code heap} by the bytes that a collection leaves, {@code restart} when all
 * clients are cut off and all state is lost.
 */
public final class LoadServer {
  static final String KEY = "bench.key:secret";

  private LoadServer() {}

  /** What is loaded. */
  interface Loaded extends AutoCloseable {
    int port();

    /** Cuts everybody off and forgets them. */
    void restart();

    @Override
    void close();
  }

  public static void main(String[] args) throws IOException {
    try (Loaded server = args[0].equals("raw") ? RawServer.start() : ablyLocal();
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(server.port());
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        System.out.println(obey(order, server));
      }
    }
  }

  private static long obey(String order, Loaded server) {
    switch (order) {
      case "cpu" -> {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
      }
      case "heap" -> {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      }
      case "restart" -> {
        server.restart();
        return 0;
      }
      default -> throw new IllegalArgumentException("no order: " + order);
    }
  }

  /** Without rates, for what is measured is how fast it can be. */
  private static Loaded ablyLocal() {
    AblyLocal server =
        AblyLocal.builder().key(KEY).limits(Limits.STANDARD.withoutRates()).start();
    return new Loaded() {
      @Override
      public int port() {
        return server.port();
      }

      @Override
      public void restart() {
        server.faults().restart();
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }
}
