import { connect, type Socket } from 'node:net';
import { actorOf, type Case, nextOf, password } from './city.js';
import { drive } from './measured.js';

/**
 * The load generator, a process of its own: keep-alive connections that write prepared bytes and read no more of an answer
 * than they must. What it costs is on the same cores.
 */
export interface Load {
  readonly port: number;
  readonly inFlight: number;
  readonly seconds: number;
  readonly cases: Case[];
  readonly round: string;
}

class Connection {
  private readonly socket: Socket;
  private received = '';
  private resolve: ((answer: { status: number; body: string }) => void) | null = null;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.setEncoding('latin1');
    this.socket.on('data', (data: string) => {
      this.received += data;
      const end = this.received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(this.received)?.[1] ?? 0);
      if (this.received.length < end + 4 + length) return;
      const answer = { status: Number(this.received.slice(9, 12)), body: this.received.slice(end + 4) };
      this.received = '';
      this.resolve!(answer);
    });
  }

  send(text: string): Promise<{ status: number; body: string }> {
    return new Promise((resolve) => {
      this.resolve = resolve;
      this.socket.write(text);
    });
  }

  close(): void {
    this.socket.destroy();
  }
}

const cookies = new Map<string, string>();

async function signIn(port: number, who: string): Promise<void> {
  const reply = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: `demo-${who}`, password }),
  });
  if (!reply.ok) throw new Error(`${who} cannot sign in: ${await reply.text()}`);
  cookies.set(who, reply.headers.get('set-cookie')!.split(';')[0]!);
}

async function run({ port, inFlight, seconds, cases, round }: Load) {
  if (cookies.size === 0) {
    const everybody = new Set(cases.flatMap((each) => [actorOf(each), actorOf({ ...each, isReturned: true })]));
    for (const who of everybody) await signIn(port, who);
  }
  const connections = Array.from({ length: inFlight }, () => new Connection(port));
  const idle = [...connections];
  let keys = 0;
  const cpu = process.cpuUsage();
  const measured = await drive(inFlight, seconds, [...cases], async (each) => {
    const connection = idle.pop()!;
    const { path, body } = nextOf(each);
    const text = JSON.stringify({ version: each.visit, ...body });
    keys += 1;
    const { status, body: answer } = await connection.send(
      `POST /api/projects/${each.id}/${path} HTTP/1.1\r\nHost: bench\r\nCookie: ${cookies.get(actorOf(each))}\r\n` +
        `Idempotency-Key: ${round}-${keys}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    );
    idle.push(connection);
    if (status !== 201) throw new Error(`a decision of the bench was refused: ${status} ${answer}`);
    each.visit = Number(/"visit":(\d+)/.exec(answer)![1]);
    each.isReturned = !each.isReturned;
  });
  const { user, system } = process.cpuUsage(cpu);
  for (const connection of connections) connection.close();
  return { measured, cases, cpuSeconds: (user + system) / 1e6 };
}

process.on('message', (load: Load) => {
  run(load).then(
    (result) => process.send!(result),
    (error: unknown) => process.send!({ error: String(error) }),
  );
});
