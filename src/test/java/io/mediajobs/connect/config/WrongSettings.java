package io.mediajobs.connect.config;

/** Every way in which a setting can be wrong without the service being asked, as tables. */
final class WrongSettings {

  /** Key, value, and why it is refused. */
  static final String FORMS =
      """
      ci.bucket               | Example-125              | must be <name>-<APPID>, such as examplebucket-1250000000, or a list of such, none twice, each alone or with its region, <name>-<APPID>@<region>, or *
      ci.bucket               | examplebucket            | must be <name>-<APPID>, such as examplebucket-1250000000, or a list of such, none twice, each alone or with its region, <name>-<APPID>@<region>, or *
      ci.bucket               | a-1,b                    | must be <name>-<APPID>, such as examplebucket-1250000000, or a list of such, none twice, each alone or with its region, <name>-<APPID>@<region>, or *
      ci.bucket               | a-1,a-1                  | must be <name>-<APPID>, such as examplebucket-1250000000, or a list of such, none twice, each alone or with its region, <name>-<APPID>@<region>, or *
      ci.bucket               | a-1@Chongqing            | must be <name>-<APPID>, such as examplebucket-1250000000, or a list of such, none twice, each alone or with its region, <name>-<APPID>@<region>, or *
      ci.bucket               | a-1@                     | must be <name>-<APPID>, such as examplebucket-1250000000, or a list of such, none twice, each alone or with its region, <name>-<APPID>@<region>, or *
      ci.bucket               | a-1.evil.example         | must be <name>-<APPID>, such as examplebucket-1250000000, or a list of such, none twice, each alone or with its region, <name>-<APPID>@<region>, or *
      ci.bucket               | ''                       | must be <name>-<APPID>, such as examplebucket-1250000000, or a list of such, none twice, each alone or with its region, <name>-<APPID>@<region>, or *
      ci.region               | Chongqing                | must be a region such as ap-chongqing, or a list of such, none twice
      ci.region               | ap-chongqing/x           | must be a region such as ap-chongqing, or a list of such, none twice
      ci.region               | ap-chongqing,            | must be a region such as ap-chongqing, or a list of such, none twice
      ci.region               | ''                       | must be a region such as ap-chongqing, or a list of such, none twice
      ci.bucket.include       | Video-*                  | must be a list of names of buckets, none twice, with * where anything may stand
      ci.bucket.exclude       | a.b                      | must be a list of names of buckets, none twice, with * where anything may stand
      ci.credentials.provider | vault                    | String must be one of: static, environment, instance-role, file, web-identity
      ci.session.token.header | x token                  | must be the name of an HTTP header that carries nothing else
      ci.session.token.header | Host                     | must be the name of an HTTP header that carries nothing else
      ci.credentials.file     | ~/credentials            | must be an absolute path
      ci.role.arn             | reads-jobs               | must be an ARN such as qcs::cam::uin/100000000001:roleName/reads-jobs
      ci.instance.role        | a/b                      | must be the name of a CAM role
      ci.secret.id            | ''                       | must be a text that is not blank
      ci.tags                 | ''                       | must be a list of at least one entry, none blank or twice
      ci.tags                 | Transcode,Transcode      | must be a list of at least one entry, none blank or twice
      ci.tags                 | Transcode,,Animation     | must be a list of at least one entry, none blank or twice
      ci.queue.ids            | p1,p1                    | must be a list, none blank or twice
      ci.queue.types          | ,                        | must be a list, none blank or twice
      ci.job.path             | jobs                     | must be a path such as /jobs
      ci.job.path             | /jobs?tag=Transcode      | must be a path such as /jobs
      ci.queue.discovery.interval.ms | 999               | Value must be at least 1000
      ci.workflow.id          | ''                       | must be a text that is not blank
      topic.prefix            | media jobs               | must be 1 to 150 letters, digits, dots, hyphens or underscores
      jobs.topic              | {prefix}.{day}           | Topic {prefix}.{day} has the unknown placeholder {day}; known are {prefix}, {bucket}, {region}, {tag}, {queueId} and {state}
      transitions.topic       | {prefix                  | Topic {prefix has a { without its }
      transitions.topic       | prefix}                  | Topic prefix} has a } without its {
      transitions.states      | ''                       | must be a list of at least one entry, none blank or twice
      transitions.inferred    | maybe                    | Expected value to be either true or false
      heartbeat.interval.ms   | -2                       | Value must be at least -1
      start.creation.time     | yesterday                | must be earliest, latest, an instant such as 2026-11-01T00:00:00Z, or a duration back such as P7D
      start.creation.time     | -P7D                     | must be earliest, latest, an instant such as 2026-11-01T00:00:00Z, or a duration back such as P7D
      poll.interval.ms        | 0                        | Value must be at least 1
      poll.interval.ms        | 5s                       | Not a number of type LONG
      poll.interval.max.ms    | 0                        | Value must be at least 1
      refresh.interval.ms     | -5                       | Value must be at least 1
      refresh.learned         | sometimes                | Expected value to be either true or false
      discovery.overlap.ms    | -1                       | Value must be at least 0
      page.size               | 0                        | Value must be at least 1
      page.size               | 101                      | Value must be no more than 100
      max.tracked.jobs        | -1                       | Value must be at least 1
      max.batch.records       | 0                        | Value must be at least 1
      metrics.per.source      | maybe                    | Expected value to be either true or false
      requests.per.second     | 0.0                      | must be between 0.001 and 100000
      requests.per.second     | -2.5                     | must be between 0.001 and 100000
      requests.per.second     | NaN                      | must be between 0.001 and 100000
      requests.budget         | ''                       | must be a text that is not blank
      requests.concurrent     | 65                       | Value must be no more than 64
      request.timeout.ms      | 0                        | Value must be at least 1
      connect.timeout.ms      | 600001                   | Value must be no more than 600000
      response.max.bytes      | 1023                     | Value must be at least 1024
      retry.backoff.ms        | 0                        | Value must be at least 1
      retry.timeout.ms        | -2                       | Value must be at least -1
      proxy.host              | https://proxy.example    | must be the name or the address of a host, without scheme and port
      proxy.host              | proxy.example:3128       | must be the name or the address of a host, without scheme and port
      proxy.host              | ''                       | must be the name or the address of a host, without scheme and port
      proxy.port              | 0                        | Value must be at least 1
      proxy.port              | 65536                    | Value must be no more than 65535
      proxy.user              | a:b                      | must be a text without colons that is not blank
      ssl.truststore.location | ''                       | must be a text that is not blank
      ssl.truststore.type     | jks                      | String must be one of: JKS, PKCS12, PEM
      ci.endpoint.allow.http  | perhaps                  | Expected value to be either true or false
      ci.inventory.trigger.job.id | ''                   | must be a text that is not blank
      ci.input.object         | ''                       | must be a text that is not blank
      malformed.topic         | malformed.{}             | Topic malformed.{} has the unknown placeholder {}; known are {prefix}, {bucket}, {region}, {tag}, {queueId} and {state}
      transitions.include.job | 1                        | Expected value to be either true or false
      jobs.tombstones         | maybe                    | Expected value to be either true or false
      headers.cloudevents     | on                       | Expected value to be either true or false
      malformed.jobs          | ignore                   | String must be one of: quarantine, fail
      max.record.bytes        | 10                       | Value must be at least 65536
      refresh.interval.max.ms | 0                        | Value must be at least 1
      latency.target.ms       | 99                       | Value must be at least 100
      retry.backoff.max.ms    | 0                        | Value must be at least 1
      validate.connection     | no                       | Expected value to be either true or false
      """;

  /** Changes, the key at fault, and the rest of its sentence. */
  static final String TOGETHER =
      """
      -ci.secret.id                                   | ci.secret.id         | is required with ci.credentials.provider=static.
      -ci.secret.key                                  | ci.secret.key        | is required with ci.credentials.provider=static.
      ci.secret.key=                                  | ci.secret.key        | is required with ci.credentials.provider=static.
      ci.credentials.provider=file                    | ci.credentials.file  | is required with ci.credentials.provider=file.
      ci.role.arn=qcs::cam::uin/1:roleName/r;ci.sts.endpoint=http://sts.example.com | ci.sts.endpoint | must be https://, as a key comes from there.
      ci.credentials.provider=web-identity;ci.sts.endpoint=https://sts.example.com | ci.sts.endpoint | must be https:// of tencentcloudapi.com, or this machine, with ci.credentials.provider=web-identity, as the credentials of the worker must not get to others; whoever runs the worker can allow the endpoint by its system property io.mediajobs.allowed.endpoints.
      ci.endpoint=http://jobs.example.com             | ci.endpoint          | must be https://, as http:// would send credentials' signatures in the clear to another machine; if that is wanted, set ci.endpoint.allow.http=true.
      ci.endpoint=http://{bucket}.jobs.example.com    | ci.endpoint          | must be https://, as http:// would send credentials' signatures in the clear to another machine; if that is wanted, set ci.endpoint.allow.http=true.
      ci.bucket=a-1,b-1;ci.endpoint=https://x.example | ci.endpoint          | must have {bucket} in its host, as ci.bucket names several buckets.
      ci.bucket=a-1,b-1@ap-beijing;ci.region=ap-beijing,ap-tokyo | ci.bucket | names a-1 without its region, and ci.region has several: add @<region>.
      ci.bucket=a-1,a-1@ap-chongqing                  | ci.bucket            | names a-1@ap-chongqing twice.
      ci.bucket=a-1,b-1;ci.bucket.include=c*          | ci.bucket            | names no bucket that ci.bucket.include and .exclude leave.
      ci.bucket=a-1;ci.bucket.exclude=*               | ci.bucket            | names no bucket that ci.bucket.include and .exclude leave.
      ci.bucket=*,a-1                                 | ci.bucket            | can't name buckets beside *, which stands for all of them.
      ci.bucket=*;ci.endpoint=https://{region}.x      | ci.endpoint          | must have {bucket} in its host, as ci.bucket names several buckets.
      ci.tags=*,Transcode                             | ci.tags              | can't name tags beside *, which stands for all of them.
      ci.credentials.provider=environment;ci.endpoint=https://evil.example | ci.endpoint | must be https:// of myqcloud.com, or this machine, with ci.credentials.provider=environment, as the credentials of the worker must not get to others; whoever runs the worker can allow the endpoint by its system property io.mediajobs.allowed.endpoints.
      ci.credentials.provider=instance-role;ci.endpoint=https://{bucket}.myqcloud.com.evil.example | ci.endpoint | must be https:// of myqcloud.com, or this machine, with ci.credentials.provider=instance-role, as the credentials of the worker must not get to others; whoever runs the worker can allow the endpoint by its system property io.mediajobs.allowed.endpoints.
      ci.credentials.provider=environment;ci.endpoint=https://evilmyqcloud.com | ci.endpoint | must be https:// of myqcloud.com, or this machine, with ci.credentials.provider=environment, as the credentials of the worker must not get to others; whoever runs the worker can allow the endpoint by its system property io.mediajobs.allowed.endpoints.
      ci.credentials.provider=environment;ci.endpoint=http://x.myqcloud.com;ci.endpoint.allow.http=true | ci.endpoint | must be https:// of myqcloud.com, or this machine, with ci.credentials.provider=environment, as the credentials of the worker must not get to others; whoever runs the worker can allow the endpoint by its system property io.mediajobs.allowed.endpoints.
      ci.credentials.provider=environment;ci.endpoint=http://127.0.0.1;proxy.host=p;proxy.port=1 | proxy.host | can't be on the way to http:// with ci.credentials.provider=environment, as the credentials of the worker must not get to others; whoever runs the worker can allow the endpoint by its system property io.mediajobs.allowed.endpoints.
      ci.queue.ids=*,p1                               | ci.queue.ids         | can't name queues beside *, which stands for all of them.
      ci.queue.ids=p1;ci.queue.types=SpeedTranscoding | ci.queue.types       | can't be set together with ci.queue.ids.
      transitions.topic=;jobs.topic=                  | transitions.topic    | and jobs.topic can't both be empty: nothing would be left to do.
      latency.target.ms=5000;poll.interval.ms=5000    | latency.target.ms    | can't be set together with poll.interval.ms.
      latency.target.ms=9000;refresh.interval.ms=5000 | latency.target.ms    | can't be set together with refresh.interval.ms.
      latency.target.ms=9000;refresh.interval.max.ms=60000 | latency.target.ms | can't be set together with refresh.interval.max.ms.
      refresh.interval.max.ms=4999                    | refresh.interval.max.ms | must not be below refresh.interval.ms.
      max.tracked.jobs=99                             | max.tracked.jobs     | must not be below page.size, or no page would have room.
      retry.backoff.max.ms=499                        | retry.backoff.max.ms | must not be below retry.backoff.ms.
      proxy.port=3128                                 | proxy.host           | is required with proxy.port.
      proxy.user=someone                              | proxy.host           | is required with proxy.user.
      proxy.password=TopSecretKeyOfTheBucket          | proxy.host           | is required with proxy.password.
      proxy.host=p                                    | proxy.port           | is required with proxy.host.
      proxy.host=p;proxy.port=1;proxy.user=someone    | proxy.password       | is required with proxy.user.
      proxy.host=p;proxy.port=1;proxy.password=TopSecretKeyOfTheBucket | proxy.user | is required with proxy.password.
      ssl.truststore.password=TopSecretKeyOfTheBucket | ssl.truststore.location | is required with ssl.truststore.password.
      ssl.truststore.location=ca;ssl.truststore.type=PEM;ssl.truststore.password=TopSecretKeyOfTheBucket | ssl.truststore.password | can't be set with ssl.truststore.type=PEM, which has none.
      ssl.truststore.location=no/such/file            | ssl.truststore.location | names a file that can't be read on this worker.
      ssl.truststore.location=src                     | ssl.truststore.location | names what is no regular file.
      ssl.truststore.location=/dev/zero               | ssl.truststore.location | names what is no regular file.
      ssl.truststore.location=pom.xml                 | ssl.truststore.location | names a file that is no trust store of ssl.truststore.type=JKS.
      ssl.truststore.location=pom.xml;ssl.truststore.type=PKCS12;ssl.truststore.password=TopSecretKeyOfTheBucket | ssl.truststore.location | names a file that is no trust store of ssl.truststore.type=PKCS12.
      ssl.truststore.location=pom.xml;ssl.truststore.type=PEM | ssl.truststore.location | names a file that is no trust store of ssl.truststore.type=PEM.
      ci.secret.id=some one                           | ci.secret.id         | holds a character other than visible ASCII.
      ci.secret.key=TopSecretKeyOfTheBucket TopSecretKeyOfTheBucket | ci.secret.key | holds a character other than visible ASCII.
      ci.session.token=TopSecretSessionTökenTopSecretSessionToken | ci.session.token | holds a character other than visible ASCII.
      """;

  private WrongSettings() {}
}
