import type { z } from 'zod'
import type { AnnotationDetail as Detail } from '@/lib/contracts/http/labelling'

export type AnnotationDetail = z.infer<typeof Detail>
