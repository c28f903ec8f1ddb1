package dev.understudy.bench.handoff;

/**
 * What a process has taken so far.
 *
 * @param cpuNanos processor time, collections and compilation included
 * @param requests calls to Temporal
 * @param heapBytes in use after a collection
 */
record Taken(long cpuNanos, long requests, int threads, long heapBytes) {
  private static final String MARK = "taken ";

  String line() {
    return MARK + cpuNanos + " " + requests + " " + threads + " " + heapBytes;
  }

  static boolean isOne(String line) {
    return line.startsWith(MARK);
  }

  static Taken parse(String line) {
    String[] parts = line.substring(MARK.length()).split(" ", -1);
    return new Taken(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Integer.parseInt(parts[2]),
        Long.parseLong(parts[3]));
  }
}
