import { randomUUID } from "node:crypto";
import type {
  CreateQueueRequest,
  DeleteQueueRequest,
  DescribeHoursOfOperationRequest,
  DescribeQueueRequest,
  ListHoursOfOperationsRequest,
  ListQueuesRequest,
  QueueSearchCriteria,
  SearchQueuesRequest,
  UpdateHoursOfOperationRequest,
  UpdateQueueMaxContactsRequest,
  UpdateQueueStatusRequest,
} from "@aws-sdk/client-connect";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkInstance, childArn, idOf } from "./arns";
import type { ConnectState, Hours, Queue } from "./connect-model";
import { connectState } from "./connect-state";
import { matchesTags, matchesText } from "./match-search";
import { page } from "./page";

export const queueHandlers: Record<string, Handler> = {
  ListQueues(input: Valid<ListQueuesRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const wanted = input.QueueTypes?.length && !input.QueueTypes.includes("STANDARD") ? [] : data.queues;
    const { items, nextToken } = page(wanted, input.MaxResults, input.NextToken);
    return {
      NextToken: nextToken,
      QueueSummaryList: items.map((queue) => ({
        Id: queue.id,
        Arn: childArn(account, data, "queue", queue.id),
        Name: queue.name,
        QueueType: "STANDARD",
        LastModifiedTime: queue.modifiedAt,
        LastModifiedRegion: account.region,
      })),
    };
  },

  DescribeQueue(input: Valid<DescribeQueueRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    return { Queue: describeQueue(account, data, findQueue(data, input.QueueId)) };
  },

  CreateQueue(input: Valid<CreateQueueRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    if (file.data.queues.some(({ name }) => name === input.Name))
      throw new ServiceError("DuplicateResourceException", "A queue with this name already exists.");
    const queue: Queue = {
      id: randomUUID(),
      name: input.Name,
      tags: { ...input.Tags },
      modifiedAt: account.clock.now(),
      description: input.Description ?? "",
      hoursId: findHours(file.data, input.HoursOfOperationId).id,
      maxContacts: input.MaxContacts,
      status: "ENABLED",
    };
    file.data.queues.push(queue);
    file.save();
    return { QueueId: queue.id, QueueArn: childArn(account, file.data, "queue", queue.id) };
  },

  DeleteQueue(input: Valid<DeleteQueueRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const { id } = findQueue(file.data, input.QueueId);
    file.data.queues = file.data.queues.filter((queue) => queue.id !== id);
    file.save();
    return {};
  },

  SearchQueues(input: Valid<SearchQueuesRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const found = data.queues.filter(
      (queue) =>
        matches(queue, input.SearchCriteria) && matchesTags(queue.tags, input.SearchFilter?.TagFilter),
    );
    const { items, nextToken } = page(found, input.MaxResults, input.NextToken, 100);
    const Queues = items.map((queue) => describeQueue(account, data, queue));
    return { Queues, NextToken: nextToken, ApproximateTotalCount: found.length };
  },

  UpdateQueueMaxContacts(input: Valid<UpdateQueueMaxContactsRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    findQueue(file.data, input.QueueId).maxContacts = input.MaxContacts;
    file.save();
    return {};
  },

  UpdateQueueStatus(input: Valid<UpdateQueueStatusRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    findQueue(file.data, input.QueueId).status = input.Status;
    file.save();
    return {};
  },

  ListHoursOfOperations(input: Valid<ListHoursOfOperationsRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const { items, nextToken } = page(data.hours, input.MaxResults, input.NextToken);
    return {
      NextToken: nextToken,
      HoursOfOperationSummaryList: items.map((hours) => ({
        Id: hours.id,
        Arn: childArn(account, data, "operating-hours", hours.id),
        Name: hours.name,
        LastModifiedTime: hours.modifiedAt,
        LastModifiedRegion: account.region,
      })),
    };
  },

  DescribeHoursOfOperation(input: Valid<DescribeHoursOfOperationRequest>, { account }: RequestContext) {
    const { data } = connectState(account);
    checkInstance(data, input.InstanceId);
    const hours = findHours(data, input.HoursOfOperationId);
    return {
      HoursOfOperation: {
        HoursOfOperationId: hours.id,
        HoursOfOperationArn: childArn(account, data, "operating-hours", hours.id),
        Name: hours.name,
        TimeZone: hours.timeZone,
        Config: hours.config,
        Tags: hours.tags,
        LastModifiedTime: hours.modifiedAt,
        LastModifiedRegion: account.region,
      },
    };
  },

  UpdateHoursOfOperation(input: Valid<UpdateHoursOfOperationRequest>, { account }: RequestContext) {
    const file = connectState(account);
    checkInstance(file.data, input.InstanceId);
    const hours = findHours(file.data, input.HoursOfOperationId);
    hours.name = input.Name ?? hours.name;
    hours.timeZone = input.TimeZone ?? hours.timeZone;
    hours.config =
      input.Config?.map((day) => ({
        Day: day.Day ?? "",
        StartTime: time(day.StartTime),
        EndTime: time(day.EndTime),
      })) ?? hours.config;
    hours.modifiedAt = account.clock.now();
    file.save();
    return {};
  },
};

function time(slice: { Hours?: number | undefined; Minutes?: number | undefined } | undefined): {
  Hours: number;
  Minutes: number;
} {
  return { Hours: slice?.Hours ?? 0, Minutes: slice?.Minutes ?? 0 };
}

function findQueue(state: ConnectState, idOrArn: string): Queue {
  const queue = state.queues.find(({ id }) => id === idOf(idOrArn));
  if (!queue) throw new ServiceError("ResourceNotFoundException", "Queue not found");
  return queue;
}

function findHours(state: ConnectState, idOrArn: string): Hours {
  const hours = state.hours.find(({ id }) => id === idOf(idOrArn));
  if (!hours) throw new ServiceError("ResourceNotFoundException", "Hours of operation not found");
  return hours;
}

function describeQueue(account: RequestContext["account"], state: ConnectState, queue: Queue) {
  return {
    Name: queue.name,
    QueueArn: childArn(account, state, "queue", queue.id),
    QueueId: queue.id,
    Description: queue.description,
    HoursOfOperationId: queue.hoursId,
    MaxContacts: queue.maxContacts,
    Status: queue.status,
    Tags: queue.tags,
    LastModifiedTime: queue.modifiedAt,
    LastModifiedRegion: account.region,
  };
}

function matches(queue: Queue, criteria: QueueSearchCriteria | undefined): boolean {
  if (criteria === undefined) return true;
  const { OrConditions, AndConditions, StringCondition, QueueTypeCondition } = criteria;
  return (
    (OrConditions === undefined || OrConditions.some((one) => matches(queue, one))) &&
    (AndConditions === undefined || AndConditions.every((one) => matches(queue, one))) &&
    (StringCondition === undefined ||
      matchesText({ name: queue.name, description: queue.description }, StringCondition)) &&
    (QueueTypeCondition === undefined || QueueTypeCondition === "STANDARD")
  );
}
