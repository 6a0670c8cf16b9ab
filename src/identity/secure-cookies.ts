/** Whether the session's cookie goes over HTTPS only: everywhere but on the loopback address. */
export const SECURE_COOKIES = Symbol('secure cookies');
