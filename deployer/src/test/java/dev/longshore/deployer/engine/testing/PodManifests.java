package dev.longshore.deployer.engine.testing;

/** Manifests of pods out of the ordinary. */
public final class PodManifests {
    private PodManifests() {}

    /** A Deployment {@code api} of one replica with this pod's spec, indented by 6. */
    public static String deployment(String podSpec) {
        return """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: api
                spec:
                  selector:
                    matchLabels:
                      app: api
                  template:
                    metadata:
                      labels:
                        app: api
                      annotations:
                        team: blue
                    spec:
                      terminationGracePeriodSeconds: 2
                """ + podSpec;
    }

    /** A StatefulSet {@code db} behind a headless Service, whose pods note their starts in a claim of their own. */
    public static String statefulSet(int replicas, String version) {
        return """
                ---
                apiVersion: apps/v1
                kind: StatefulSet
                metadata:
                  name: db
                spec:
                  serviceName: db
                  replicas: %d
                  selector:
                    matchLabels:
                      app: db
                  template:
                    metadata:
                      labels:
                        app: db
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                      - name: db
                        image: busybox:latest
                        command: ["sh", "-c"]
                        args:
                        - |
                          echo "%s on $(hostname)" >> /data/index.html; exec httpd -f -p 8080 -h /data
                        ports:
                        - containerPort: 8080
                        volumeMounts:
                        - name: data
                          mountPath: /data
                  volumeClaimTemplates:
                  - metadata:
                      name: data
                    spec:
                      accessModes: [ReadWriteOnce]
                      resources:
                        requests:
                          storage: 1Mi
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: db
                spec:
                  clusterIP: None
                  selector:
                    app: db
                  ports:
                  - port: 8080
                """.formatted(replicas, version);
    }

    public static String job(String script, int backoffLimit) {
        return """
                ---
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: migrate
                spec:
                  backoffLimit: %d
                  template:
                    spec:
                      restartPolicy: OnFailure
                      containers:
                      - name: migrate
                        image: busybox:latest
                        command: ["sh", "-c"]
                        args: ["%s"]
                """.formatted(backoffLimit, script);
    }

    public static String cronJob(String concurrency, String script) {
        return """
                ---
                apiVersion: batch/v1
                kind: CronJob
                metadata:
                  name: tidy
                spec:
                  schedule: "*/5 * * * *"
                  concurrencyPolicy: %s
                  successfulJobsHistoryLimit: 1
                  jobTemplate:
                    spec:
                      template:
                        spec:
                          restartPolicy: Never
                          terminationGracePeriodSeconds: 1
                          containers:
                          - name: tidy
                            image: busybox:latest
                            command: ["sh", "-c"]
                            args: ["%s"]
                """.formatted(concurrency, script);
    }
}
