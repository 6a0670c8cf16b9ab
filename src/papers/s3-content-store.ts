import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { Logger } from '@nestjs/common';
import { type BucketItem, Client, S3Error } from 'minio';
import type { S3Settings } from '../config.js';
import { Unavailable } from '../database/unavailable.js';
import { ConfigError, OperatorError, ServersError } from '../operator-error.js';
import { assertHash, ContentStore, isHash, type Slice } from './content-store.js';

/** Beside it a bucket may hold what it likes. */
const prefix = 'papers/';
/** Without a byte for so long the connection counts as lost. */
const silentForMs = 10_000;
const retryAfterSeconds = 5;

/** Papers in a bucket of anything that speaks S3. */
export class S3ContentStore extends ContentStore {
  private readonly log = new Logger('papers');
  private readonly client: Client;
  private readonly bucket: string;

  /** `silentMs` without a byte, and a request is given up: shorter in a test. */
  constructor(
    private readonly settings: S3Settings,
    silentMs = silentForMs,
  ) {
    super();
    const { bucket, endpoint, region, pathStyle, accessKeyId, secretAccessKey } = settings;
    const { hostname, port, protocol } = new URL(endpoint);
    const useSSL = protocol === 'https:';
    this.bucket = bucket;
    this.client = new Client({
      endPoint: hostname,
      ...(port ? { port: Number(port) } : {}),
      useSSL,
      region,
      pathStyle,
      accessKey: accessKeyId,
      secretKey: secretAccessKey,
      // Whoever asked tries again, and we say why.
      retryOptions: { disableRetry: true },
      transport: impatient(useSSL ? https : http, silentMs),
    });
  }

  async assertUsable(): Promise<void> {
    try {
      for await (const _ of this.list()) break;
    } catch (error) {
      throw this.explained(error);
    }
  }

  async read(hash: string, slice?: Slice): Promise<Readable> {
    const key = keyOf(hash);
    return this.ask(() =>
      slice
        ? this.client.getPartialObject(this.bucket, key, slice.start, slice.end - slice.start + 1)
        : this.client.getObject(this.bucket, key),
    );
  }

  async *hashes(): AsyncIterable<string> {
    try {
      for await (const { name = '' } of this.list()) {
        const hash = name.slice(prefix.length);
        if (isHash(hash)) yield hash;
      }
    } catch (error) {
      throw this.unavailable(error);
    }
  }

  protected async stampOf(hash: string): Promise<string | null> {
    const key = keyOf(hash);
    return this.ask(async () => {
      try {
        const { etag, size, lastModified } = await this.client.statObject(this.bucket, key);
        return `${etag}/${size}/${lastModified.getTime()}`;
      } catch (error) {
        if (codeOf(error) === 'NotFound') return null;
        throw error;
      }
    });
  }

  protected async write(hash: string, path: string): Promise<void> {
    const key = keyOf(hash);
    const { size } = await stat(path);
    await this.ask(async () => {
      const sent = {
        method: 'PUT',
        bucketName: this.bucket,
        objectName: key,
        headers: { 'content-length': String(size) },
      };
      // In one stream: what the client offers for files holds each part of them in memory.
      const body = createReadStream(path);
      const answer = await this.client.makeRequestStreamAsync(sent, body, this.signedFor(hash), [200], '');
      answer.resume();
    });
  }

  protected async erase(hash: string): Promise<void> {
    const key = keyOf(hash);
    await this.ask(() => this.client.removeObject(this.bucket, key));
  }

  /** The storage refuses what was changed on the way: by this hash, or because TLS does. */
  private signedFor(hash: string): string {
    return this.settings.endpoint.startsWith('https:') ? '' : hash;
  }

  private list(): AsyncIterable<BucketItem> {
    return this.client.listObjectsV2(this.bucket, prefix, true) as AsyncIterable<BucketItem>;
  }

  private async ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.unavailable(error);
    }
  }

  /** Whatever goes wrong over there may go well a moment later. */
  private unavailable(error: unknown): Error {
    const cause = this.explained(error);
    this.log.warn(cause.message);
    return new Unavailable('service.unavailable', retryAfterSeconds, { cause });
  }

  private explained(error: unknown): OperatorError {
    const { bucket, endpoint } = this.settings;
    const code = codeOf(error);
    if (code === 'NoSuchBucket') {
      return new ConfigError({
        en: `PAPERS_S3_BUCKET: there is no bucket "${bucket}" at ${endpoint}; create it, or correct the variable.`,
        'zh-CN': `PAPERS_S3_BUCKET：${endpoint} 上没有存储桶“${bucket}”；请先创建，或改正该变量。`,
      });
    }
    if (/^(InvalidAccessKeyId|SignatureDoesNotMatch|AccessDenied)$/.test(code)) {
      return new ConfigError({
        en: `PAPERS_S3_ACCESS_KEY_ID and PAPERS_S3_SECRET_ACCESS_KEY are refused for the bucket "${bucket}" at ${endpoint} (${code}): correct them, or let them list, read, write and delete there.`,
        'zh-CN': `${endpoint} 的存储桶“${bucket}”拒绝了 PAPERS_S3_ACCESS_KEY_ID 和 PAPERS_S3_SECRET_ACCESS_KEY（${code}）：请改正，或授予列出、读取、写入和删除权限。`,
      });
    }
    if (error instanceof S3Error) {
      return new ConfigError({
        en: `The storage at ${endpoint} does not take requests for the bucket "${bucket}" (${code}): correct PAPERS_S3_ENDPOINT, PAPERS_S3_REGION or PAPERS_S3_PATH_STYLE.`,
        'zh-CN': `${endpoint} 不接受对存储桶“${bucket}”的请求（${code}）：请改正 PAPERS_S3_ENDPOINT、PAPERS_S3_REGION 或 PAPERS_S3_PATH_STYLE。`,
      });
    }
    return new ServersError({
      en: `PAPERS_S3_ENDPOINT: the storage at ${endpoint} does not answer (${code}); start it, or correct the variable.`,
      'zh-CN': `PAPERS_S3_ENDPOINT：${endpoint} 的存储没有应答（${code}）；请启动该服务，或改正该变量。`,
    });
  }
}

function keyOf(hash: string): string {
  assertHash(hash);
  return prefix + hash;
}

const codeOf = (error: unknown): string => {
  const { code, message } = error as { code?: unknown; message?: string };
  return typeof code === 'string' ? code : String(message);
};

/** Requests that give up where nothing comes and nothing goes: the client itself would wait for ever. */
function impatient(transport: typeof http | typeof https, silentMs: number): Pick<typeof http, 'request'> {
  const request = (...asked: Parameters<typeof http.request>) => {
    const sent = transport.request(...asked);
    return sent.setTimeout(silentMs, () => sent.destroy(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' })));
  };
  return { request: request as typeof http.request };
}
