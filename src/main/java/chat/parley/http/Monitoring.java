package chat.parley.http;

import chat.parley.identity.MonitoringAccess;
import chat.parley.metrics.Health;
import chat.parley.metrics.Scrapes;

/**
 * What {@link MonitoringServlet} tells, and to whom.
 *
 * @param access who may read the metrics and the details of the health
 * @param requests counts the requests of this host
 */
public record Monitoring(Health health, Scrapes scrapes, MonitoringAccess access, RequestMeter requests) {}
