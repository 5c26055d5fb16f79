import { instance } from '@/app/_server/instance'

/** Ready when the database answers. */
export async function GET(): Promise<Response> {
  try {
    await instance().db.$queryRaw`SELECT 1`
    return Response.json({ status: 'ok' })
  } catch {
    return Response.json({ status: 'no database' }, { status: 503 })
  }
}
