# A worker that runs by itself, and the operator's commands: docs/production.md tells how tasks of yours get in.
FROM eclipse-temurin:17-jdk-jammy AS build
WORKDIR /build
COPY . .
RUN ./mvnw -B -ntp package -Dmaven.test.skip=true -Dspotless.check.skip=true -pl cli -am

# Of glibc: gRPC's TLS is native code, which Alpine's musl does not run.
FROM eclipse-temurin:17-jre-jammy
RUN useradd --system --uid 10001 --no-create-home understudy
WORKDIR /opt/understudy
COPY --from=build /build/cli/target/understudy-worker.jar ./
USER 10001
EXPOSE 9464
# In the form of a list, so that SIGTERM reaches Java and not a shell that keeps it. A heap of half of the memory
# leaves the other half to threads, buffers and gRPC. Whoever runs out of memory dies: a crash is taken over.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", \
    "-cp", "/opt/understudy/understudy-worker.jar:/opt/understudy/tasks/*", "dev.understudy.cli.Main"]
CMD ["worker", "--metrics-port", "9464", "--metrics-host", "0.0.0.0"]
