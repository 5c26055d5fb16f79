import { decodeFrames } from '@/workers/media'
import { serveEngine } from './serve'

serveEngine(decodeFrames)
