import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/** Nothing from elsewhere, no script in the page; antd writes style elements, never style attributes. */
const contentSecurity = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrcElem: ["'self'", "'unsafe-inline'"],
  styleSrcAttr: ["'none'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** What helmet says to every reply alike. It is asked once, at start: it would put the same words together each time. */
export function securityHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  const reply = {
    setHeader: (name: string, value: string) => (headers[name.toLowerCase()] = value),
    removeHeader: () => undefined,
  } as unknown as ServerResponse;
  helmet({ contentSecurityPolicy: { useDefaults: false, directives: contentSecurity } })(
    {} as IncomingMessage,
    reply,
    (error: unknown) => {
      if (error) throw new Error('helmet refuses its settings', { cause: error });
    },
  );
  return headers;
}
