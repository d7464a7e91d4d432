const BROWSERS = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
];

const match = (list, text) => list.find(([pattern]) => pattern.test(text))?.[1];

/** What a browser's `User-Agent` says, such as “Firefox on Windows”. */
export function browserInWords(userAgent) {
  const browser = match(BROWSERS, userAgent) ?? (userAgent ? 'Another program' : 'Unknown browser');
  const system = match(SYSTEMS, userAgent);
  return system ? `${browser} on ${system}` : browser;
}
