package dev.understudy.bench.load;

/** One thing to be measured with many clients, of ably-local and of the raw server. */
public enum Load {
  /** The cost of connections that are held. */
  HELD {
    @Override
    void measure(Crowd crowd, ServerProcess server, String kind) throws Exception {
      new Held(crowd, server, kind.equals(RAW)).measure(kind);
    }
  },
  /** Messages to many. */
  FAN_OUT {
    @Override
    void measure(Crowd crowd, ServerProcess server, String kind) throws Exception {
      new FanOut(crowd, server, kind.equals(RAW)).measure(kind);
    }
  },
  /** The return of many. */
  REENTRY {
    @Override
    void measure(Crowd crowd, ServerProcess server, String kind) throws Exception {
      new Reentry(crowd, server, kind.equals(RAW)).measure(kind);
    }
  };

  private static final String RAW = "raw";
  private static final String ABLY_LOCAL = "ably-local";

  /** Measures and prints the figures, of the raw server first. */
  public final void run() throws Exception {
    run(RAW);
    run(ABLY_LOCAL);
  }

  abstract void measure(Crowd crowd, ServerProcess server, String kind) throws Exception;

  private void run(String kind) throws Exception {
    try (ServerProcess server = ServerProcess.start(kind);
        Crowd crowd = new Crowd()) {
      measure(crowd, server, kind);
    }
  }
}
