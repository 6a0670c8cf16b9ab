import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The description of the API that the pages, and others, are built on. */
export function describe(app: NestFastifyApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('Sluice')
    .setDescription(
      "Carries each project of a city's rural-revitalisation fund from application to its last paid claim.",
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth('sluice_session')
    .build();
  return SwaggerModule.createDocument(app, description);
}
