import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  Controller,
  Delete,
  Get,
  Head,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Req,
  Res,
  ServiceUnavailableException,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Member, roles } from '../../workflows/actor.js';
import { DomainError } from '../../workflows/values/domain-error.js';
import { Acting, Roles, type SignedInRequest } from '../http/access.js';
import { ARRIVING, UploadService } from './upload.service.js';

const bringers = roles.filter((role) => role !== 'auditor' && role !== 'administrator');

/**
 * Uploads by the tus protocol (1.0, https://tus.io/protocols/resumable-upload): announced with class, name and length, sent
 * in pieces, resumed after a broken connection where the last byte arrived. Only the organisation that announced one may
 * go on with it.
 */
@ApiTags('papers')
@Controller('uploads')
@Roles(...bringers)
export class UploadsController {
  private readonly tus: Server;
  private readonly members = new WeakMap<Request, Member>();

  constructor(
    private readonly uploads: UploadService,
    @Inject(ARRIVING) arriving: string,
  ) {
    this.tus = new Server({
      path: '/api/uploads',
      datastore: new FileStore({ directory: arriving }),
      relativeLocation: true,
      namingFunction: () => randomBytes(16).toString('hex'),
      onUploadCreate: async (request, upload) => {
        const { metadata, size } = upload;
        if (size === undefined) throw new DomainError('invalid', 'request.upload-refused', { reason: 'Upload-Length' });
        const said = { class: metadata?.['class'] ?? '', name: metadata?.['filename'] ?? '', bytes: size };
        await this.uploads.begin(this.member(request), upload.id, said);
        return {};
      },
      onIncomingRequest: async (request, id) => {
        if (request.method !== 'POST') await this.uploads.assertOwn(this.member(request), id);
      },
      onUploadFinish: async (request, upload) => {
        await this.uploads.finish(this.member(request), upload.id);
        return {};
      },
      onResponseError: (_, error) => {
        throw error;
      },
    });
  }

  @Post()
  announce(@Req() request: SignedInRequest, @Res() reply: FastifyReply) {
    return this.answer(request, reply);
  }

  @Head(':id')
  offset(@Req() request: SignedInRequest, @Res() reply: FastifyReply) {
    return this.answer(request, reply);
  }

  @Patch(':id')
  send(@Req() request: SignedInRequest, @Res() reply: FastifyReply) {
    return this.answer(request, reply);
  }

  @Delete(':id')
  @HttpCode(204)
  async discard(@Acting() member: Member, @Param('id') id: string): Promise<void> {
    await this.uploads.discard(member, id);
  }

  /** The paper that has arrived, with its hash; also after a crash that came between the last byte and the answer. */
  @Get(':id/paper')
  arrived(@Acting() member: Member, @Param('id') id: string) {
    return this.uploads.finish(member, id);
  }

  private member(request: Request): Member {
    return this.members.get(request)!;
  }

  /** The protocol's own answer, through Fastify, so that its headers and our errors are as everywhere. */
  private async answer(request: SignedInRequest & FastifyRequest, reply: FastifyReply): Promise<void> {
    const hasPiece = request.headers['content-type'] === 'application/offset+octet-stream';
    // Of any other kind the body has been read already, and is not a piece of a file.
    if (request.method === 'PATCH' && !hasPiece) {
      throw new DomainError('invalid', 'request.upload-refused', { reason: 'Content-Type' });
    }
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers))
      if (typeof value === 'string') headers.set(name, value);
    const asked = new Request(`http://localhost${request.url}`, {
      method: request.method,
      headers,
      ...(hasPiece && request.method !== 'HEAD'
        ? { body: Readable.toWeb(request.raw) as ReadableStream, duplex: 'half' }
        : {}),
    } as RequestInit);
    this.members.set(asked, request.member!);
    const answer = await this.tus
      .handleWeb(asked)
      .catch((error: unknown) => {
        throw ofProtocol(error);
      })
      .finally(() => drain(request, reply));
    if (answer.status >= 400) {
      throw ofProtocol({ status_code: answer.status, body: await answer.text() });
    }
    void reply.status(answer.status);
    for (const [name, value] of answer.headers) if (name !== 'content-length') void reply.header(name, value);
    void reply.send();
  }
}

/** As much as an upload may have at all. */
const drained = 128 * 1_048_576;

/**
 * What was refused may still be coming: it is read and thrown away, or the next request on the same connection would wait
 * behind it for ever. Who announces more than any upload may have is cut off.
 */
function drain({ raw, headers }: FastifyRequest, reply: FastifyReply): void {
  if (raw.readableEnded) return;
  if (Number(headers['content-length'] ?? 0) > drained) void reply.header('connection', 'close');
  raw.removeAllListeners('data');
  raw.resume();
}

/** What the library refuses by itself: offsets and lengths that do not agree, headers that are missing. */
function ofProtocol(error: unknown): unknown {
  const { status_code: status, body } = error as { status_code?: number; body?: string };
  if (status === undefined) return error;
  // The disk, and a connection that broke: to be tried again.
  if (status >= 500) return new ServiceUnavailableException();
  const reason = (body ?? '').trim();
  if (status === 404 || status === 410) return new DomainError('missing', 'paper.upload-missing');
  if (status === 409 || status === 423) return new DomainError('conflict', 'request.upload-refused', { reason });
  return new DomainError('invalid', 'request.upload-refused', { reason });
}
