// Between the client's generated gRPC classes and plain values.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const generated = '@eventstore/db-client/generated';
export const grpc = require('@grpc/grpc-js');
export const { StreamsService } = require(`${generated}/streams_grpc_pb`);
export const { ServerFeaturesService } = require(`${generated}/serverfeatures_grpc_pb`);
export const { GossipService } = require(`${generated}/gossip_grpc_pb`);
const streams = require(`${generated}/streams_pb`);
const shared = require(`${generated}/shared_pb`);
const features = require(`${generated}/serverfeatures_pb`);
const gossip = require(`${generated}/gossip_pb`);

const { AppendResp, ReadResp } = streams;

export const streamName = (identifier) =>
  Buffer.from(identifier.getStreamName_asU8()).toString('utf8');

export const proposedOf = (message) => ({
  id: message.getId().getString(),
  meta: [...message.getMetadataMap().entries()],
  data: message.getData_asB64(),
  custom: message.getCustomMetadata_asB64(),
});

export function expectedOf(options) {
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  return options.hasRevision() ? Number(options.getRevision()) : 'any';
}

export function appendedMessage({ revision, position }) {
  const success = new AppendResp.Success();
  success.setCurrentRevision(String(revision));
  const at = new AppendResp.Position();
  at.setCommitPosition(String(position));
  at.setPreparePosition(String(position));
  success.setPosition(at);
  const response = new AppendResp();
  response.setSuccess(success);
  return response;
}

export function staleMessage(options, actual) {
  const stale = new AppendResp.WrongExpectedVersion();
  if (actual >= 0) stale.setCurrentRevision(String(actual));
  else stale.setCurrentNoStream(new shared.Empty());
  if (options.hasRevision()) stale.setExpectedRevision(options.getRevision());
  else if (options.hasNoStream()) stale.setExpectedNoStream(new shared.Empty());
  else if (options.hasStreamExists()) stale.setExpectedStreamExists(new shared.Empty());
  else stale.setExpectedAny(new shared.Empty());
  const response = new AppendResp();
  response.setWrongExpectedVersion(stale);
  return response;
}

export function eventMessage({ id, stream, revision, position, created, meta, data, custom }) {
  const recorded = new ReadResp.ReadEvent.RecordedEvent();
  const uuid = new shared.UUID();
  uuid.setString(id);
  recorded.setId(uuid);
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream, 'utf8').toString('base64'));
  recorded.setStreamIdentifier(identifier);
  recorded.setStreamRevision(String(revision));
  recorded.setCommitPosition(String(position));
  recorded.setPreparePosition(String(position));
  for (const [name, value] of meta) recorded.getMetadataMap().set(name, value);
  recorded.getMetadataMap().set('created', created);
  recorded.setData(data);
  recorded.setCustomMetadata(custom);
  const read = new ReadResp.ReadEvent();
  read.setEvent(recorded);
  read.setCommitPosition(String(position));
  const response = new ReadResp();
  response.setEvent(read);
  return response;
}

/** Of a stream that was deleted, or got a tombstone: the client asks for the position alone. */
export function deletedMessage(kind) {
  const response = kind === 'tombstone' ? new streams.TombstoneResp() : new streams.DeleteResp();
  response.setNoPosition(new shared.Empty());
  return response;
}

export function notFoundMessage(identifier) {
  const missing = new ReadResp.StreamNotFound();
  missing.setStreamIdentifier(identifier);
  const response = new ReadResp();
  response.setStreamNotFound(missing);
  return response;
}

export function confirmationMessage(id) {
  const confirmation = new ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(id);
  const response = new ReadResp();
  response.setConfirmation(confirmation);
  return response;
}

export function checkpointMessage(position) {
  const checkpoint = new ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(position));
  checkpoint.setPreparePosition(String(position));
  const response = new ReadResp();
  response.setCheckpoint(checkpoint);
  return response;
}

/** There is nothing more to come for now: told when a subscription goes live. */
export function caughtUpMessage() {
  const response = new ReadResp();
  response.setCaughtUp(new ReadResp.CaughtUp());
  return response;
}

/** A cluster of one, which leads. */
export function membersMessage(port) {
  const endPoint = new gossip.EndPoint();
  endPoint.setAddress('127.0.0.1');
  endPoint.setPort(port);
  const id = new shared.UUID();
  id.setString('00000000-0000-4000-8000-000000000001');
  const member = new gossip.MemberInfo();
  member.setInstanceId(id);
  member.setTimeStamp(String(Date.now()));
  member.setState(gossip.MemberInfo.VNodeState.LEADER);
  member.setIsAlive(true);
  member.setHttpEndPoint(endPoint);
  const members = new gossip.ClusterInfo();
  members.addMembers(member);
  return members;
}

/** What the server says it can do: as a real one, that it takes appends on a shared call. */
export function featuresMessage() {
  const methods = new features.SupportedMethods();
  methods.setEventStoreServerVersion('23.10.0.0');
  for (const name of ['read', 'append', 'batchappend', 'delete', 'tombstone']) {
    const method = new features.SupportedMethod();
    method.setServiceName('event_store.client.streams.streams');
    method.setMethodName(name);
    methods.addMethods(method);
  }
  return methods;
}

/** @param {Record<string, string>} details as the server's trailers carry them */
export function failure(code, message, details = {}) {
  const metadata = new grpc.Metadata();
  for (const [name, value] of Object.entries(details)) metadata.set(name, value);
  return { code, message, details: message, metadata };
}
