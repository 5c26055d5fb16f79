import type { Metadata } from 'next'
import { openApiDocument } from '@/app/_server/openapi'
import { publicUrl } from '@/app/_server/public-url'
import { ApiDocsScreen, operationGroups } from '@/components/api-docs'

export const metadata: Metadata = { title: 'API' }

export default async function Page() {
  return <ApiDocsScreen groups={operationGroups(await openApiDocument())} origin={publicUrl()} />
}
