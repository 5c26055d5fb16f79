import { openApiDocument } from '@/app/_server/openapi'

export async function GET(): Promise<Response> {
  return Response.json(await openApiDocument())
}
