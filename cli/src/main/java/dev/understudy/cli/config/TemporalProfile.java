package dev.understudy.cli.config;

import dev.understudy.cli.text.Fault;
import dev.understudy.worker.PatientCalls;
import io.grpc.ClientInterceptor;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Temporal's own environment configuration says of a server, checked as a whole.
 *
 * @param stubs how to reach it
 * @param client who we are there
 */
record TemporalProfile(WorkflowServiceStubsOptions stubs, WorkflowClientOptions client) {
  private static final String FILE = "TEMPORAL_CONFIG_FILE";
  private static final String LOCAL = "127.0.0.1:7233";

  /**
   * Reads it, with the codec that goes with it.
   *
   * @throws Fault of usage if it cannot be used, naming the file if it is the file's fault
   */
  static TemporalProfile read(Map<String, String> environment) {
    Optional<String> file =
        Optional.ofNullable(environment.get(FILE)).filter(name -> !name.isBlank());
    file.ifPresent(TemporalProfile::requireFile);
    TemporalProfile profile;
    try {
      profile = load(environment);
    } catch (NullPointerException empty) {
      // What temporal-envconfig 1.38.0 makes of a file without any profile.
      throw wrong(
          file,
          "it is empty or has no profile",
          "write a table [profile.default] with address and namespace");
    } catch (IOException | RuntimeException invalid) {
      throw wrong(file, reason(invalid), "correct it or the TEMPORAL_ variables");
    }
    TemporalAddress.require(profile.stubs().getTarget(), "TEMPORAL_ADDRESS");
    return new TemporalProfile(profile.stubs(), CodecEnvironment.in(environment, profile.client()));
  }

  /** With an address that nothing says: that of a server on this machine, as Temporal's own tools take it. */
  private static WorkflowServiceStubsOptions patient(WorkflowServiceStubsOptions stubs) {
    List<ClientInterceptor> interceptors = new ArrayList<>(List.of(new PatientCalls()));
    Optional.ofNullable(stubs.getGrpcClientInterceptors()).ifPresent(interceptors::addAll);
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder(stubs).setGrpcClientInterceptors(interceptors);
    return (stubs.getTarget() == null ? options.setTarget(LOCAL) : options).build();
  }

  private static TemporalProfile load(Map<String, String> environment) throws IOException {
    ClientConfigProfile profile = ClientConfigProfile.load(
        LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment).build());
    return new TemporalProfile(
        patient(profile.toWorkflowServiceStubsOptions()), profile.toWorkflowClientOptions());
  }

  /** With the cause, which alone names a certificate's file. */
  private static String reason(Exception invalid) {
    return invalid.getCause() == null
        ? String.valueOf(invalid.getMessage())
        : invalid.getMessage() + ": " + invalid.getCause().getMessage();
  }

  /** The library takes a file that is not there for an empty one, and then the wrong server. */
  private static void requireFile(String file) {
    if (!Files.isRegularFile(Path.of(file))) {
      throw Fault.usage(
          FILE + " names " + file + ", which is no file", "correct it, or unset it to use none");
    }
  }

  private static Fault wrong(Optional<String> file, String why, String remedy) {
    String where = file.map(name -> "in " + name).orElse("in temporal.toml or the environment");
    return Fault.usage(
        "Temporal's configuration %s cannot be used: %s".formatted(where, why), remedy);
  }
}
