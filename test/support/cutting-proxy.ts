import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Where the next COMMIT is cut off: before PostgreSQL gets it, or after it has done it and before anybody is told. */
export type Cut = 'before-commit' | 'after-commit';

/** As the lanes write it, a statement that is prepared and bound; as `readingAs` does, and as TypeORM does. */
const commits = ['B\0\0\0\x14\0commit\0', 'Q\0\0\0\x0bcommit\0', 'Q\0\0\0\x0bCOMMIT\0'].map((message) =>
  Buffer.from(message, 'latin1'),
);
const done = Buffer.from('C\0\0\0\x0bCOMMIT\0', 'latin1');

/** Stands between the door and PostgreSQL, and breaks connections when it is told to. */
export class CuttingProxy {
  private readonly sockets = new Set<Socket>();
  private server: Server;
  private port = 0;
  private next: Cut | 'stand-still' | null = null;
  private isStill = false;
  private isAwayAfterwards = false;
  /** How many connections were cut. */
  cuts = 0;

  private constructor(private readonly target: URL) {
    this.server = createServer((client) => this.connect(client));
  }

  static async before(databaseUrl: string): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(new URL(databaseUrl));
    await proxy.open();
    return proxy;
  }

  get url(): string {
    const url = new URL(this.target);
    url.host = `127.0.0.1:${this.port}`;
    return url.href;
  }

  cutNext(where: Cut, { thenAway = false } = {}): void {
    this.next = where;
    this.isAwayAfterwards = thenAway;
  }

  /** Everything stands still, and no connection breaks, as when PostgreSQL's machine is frozen. */
  standStill(): void {
    this.isStill = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** As `standStill`, as soon as the next COMMIT has gone to PostgreSQL. */
  standStillAfterNextCommit(): void {
    this.next = 'stand-still';
  }

  goOn(): void {
    this.isStill = false;
    for (const socket of this.sockets) socket.resume();
  }

  /** Nobody gets through any more, as if PostgreSQL were gone. */
  away(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  async back(): Promise<void> {
    this.server = createServer((client) => this.connect(client));
    await this.open();
  }

  private async open(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  private connect(client: Socket): void {
    const database = connect({ host: this.target.hostname, port: Number(this.target.port) });
    let isCutting = false;
    for (const socket of [client, database]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        client.destroy();
        database.destroy();
      });
    }
    if (this.isStill) client.pause();
    client.on('data', (data: Buffer) => {
      const at = Math.max(...commits.map((commit) => data.indexOf(commit)));
      if (at < 0 || !this.next) return void database.write(data);
      const where = this.next;
      this.next = null;
      if (where === 'stand-still') {
        database.write(data);
        return this.standStill();
      }
      this.cuts += 1;
      isCutting = true;
      if (where === 'after-commit') return void database.write(data);
      // What was to be committed is written; then the line is dead.
      database.write(data.subarray(0, at), () => this.cut(client, database));
    });
    database.on('data', (data: Buffer) => {
      if (!isCutting) return void client.write(data);
      if (data.includes(done)) this.cut(client, database);
    });
  }

  private cut(client: Socket, database: Socket): void {
    if (this.isAwayAfterwards) this.away();
    client.destroy();
    database.destroy();
  }
}
