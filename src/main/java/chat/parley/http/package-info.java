/**
 * Plain HTTP: the API, the files of the page, security headers, and the filter that checks hosts, origins and rate
 * limits.
 */
package chat.parley.http;
